//! Turns arguments into an exit code.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A build asks for memory a million times, from several threads (ADR 15).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    termijn::cli::run(std::env::args_os().skip(1))
}
