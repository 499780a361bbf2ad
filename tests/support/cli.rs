//! The real program, in an environment that holds nothing but what the test gives it.

use serde_json::Value;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) exit: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Ran {
    /// Fails, showing everything, unless the exit code is this one.
    #[track_caller]
    pub(crate) fn expect(self, exit: i32) -> Self {
        assert!(!self.err.contains("panicked"), "{}", self.err);
        assert_eq!(self.exit, exit, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
        self
    }

    /// Fails unless standard error holds these words.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.err.contains(words), "`{words}` is not in:\n{}", self.err);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}\n--- out\n{}\n--- err\n{}", self.out, self.err))
    }
}

/// The program, about to run.
#[derive(Debug)]
pub(crate) struct Termijn {
    command: Command,
}

impl Termijn {
    /// In this folder, in a zone that is nobody's and without a locale.
    pub(crate) fn new(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_termijn"));
        command.current_dir(folder).env_clear().env("TZ", "Pacific/Chatham");
        Self { command }
    }

    /// As a terminal starts it: whoever runs the tests in the background had signals ignored, and a program takes
    /// that over.
    pub(crate) fn of_terminal(folder: &Path) -> Self {
        let mut command = Command::new("env");
        command.current_dir(folder).args(["--default-signal=INT", "-i", "TZ=Pacific/Chatham"]);
        command.arg(env!("CARGO_BIN_EXE_termijn"));
        Self { command }
    }

    /// With this variable in its environment.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts it with these arguments; it goes on by itself.
    pub(crate) fn start<S: AsRef<OsStr>>(mut self, arguments: &[S]) -> Child {
        self.command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        self.command.spawn().expect("the program was built for this test")
    }

    /// Runs it with these arguments.
    pub(crate) fn run<S: AsRef<OsStr>>(mut self, arguments: &[S]) -> Ran {
        let output = self.command.args(arguments).output().expect("the program was built for this test");
        let text = |bytes| String::from_utf8(bytes).expect("the program speaks UTF-8");
        Ran {
            exit: output.status.code().expect("the program ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// The keys of a JSON object, in the order of the alphabet.
#[track_caller]
pub(crate) fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<_> =
        object.as_object().expect("this is an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}
