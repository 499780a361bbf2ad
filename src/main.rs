//! Turns arguments into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    termijn::cli::run(std::env::args_os().skip(1))
}
