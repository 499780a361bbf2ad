//! `termijn serve`, and a client of our own: so small that nothing in it mends what the server does wrong.

use super::TempSite;
use super::cli::Termijn;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// Longer than anything takes on a machine that has other work to do.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that runs; it ends with the value.
#[derive(Debug)]
pub(crate) struct Serving {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
    pub(crate) port: u16,
    /// What it said first.
    pub(crate) ready: Value,
}

/// What a server sent back.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Response {
    /// A header by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl Serving {
    /// Serves a site on a free port, with news as JSON.
    pub(crate) fn start(site: &TempSite, arguments: &[&str]) -> Self {
        let mut all = vec!["serve", "--format", "json", "--port", "0"];
        all.extend(arguments);
        let mut child = Termijn::of_terminal(site.root()).start(&all);
        let out = lines(child.stdout.take().expect("it was piped"));
        let err = lines(child.stderr.take().expect("it was piped"));
        let ready =
            out.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{:?}", err.try_iter().collect::<Vec<_>>()));
        let ready: Value = serde_json::from_str(&ready).unwrap_or_else(|error| panic!("{error}: {ready}"));
        assert_eq!(ready["event"], "ready", "{ready}");
        let url = ready["url"].as_str().expect("it names its address");
        let port = url.split(':').nth(2).and_then(|rest| rest.split('/').next()?.parse().ok());
        Self { child, out, err, port: port.unwrap_or_else(|| panic!("{url}")), ready }
    }

    /// The next line for tools.
    #[track_caller]
    pub(crate) fn news(&self) -> Value {
        let line = self.out.recv_timeout(PATIENCE).expect("there is news in time");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// The lines for tools that were not read yet.
    pub(crate) fn more_news(&self) -> Vec<String> {
        self.out.try_iter().collect()
    }

    /// The lines on standard error so far.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.err.try_iter().collect()
    }

    /// A client of this server.
    pub(crate) fn client(&self) -> Client {
        Client(self.port)
    }

    /// A request with these headers beside `Host`.
    #[track_caller]
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        self.client().ask(method, path, headers)
    }

    /// Whatever comes back on these bytes.
    #[track_caller]
    pub(crate) fn raw(&self, request: &str) -> Response {
        self.client().raw(request)
    }

    /// A page or file.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Response {
        self.client().get(path)
    }

    /// A file of the preview as JSON.
    #[track_caller]
    pub(crate) fn json(&self, name: &str) -> Value {
        let body = self.get(&format!("/_termijn/{name}")).body;
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
    }

    /// Listens for changes, as a page does.
    pub(crate) fn events(&self) -> Events {
        let mut stream = self.client().connect();
        let request = format!(
            "GET /_termijn/events HTTP/1.1\r\nhost: 127.0.0.1:{}\r\naccept: text/event-stream\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).expect("the server takes a request");
        Events(BufReader::new(stream))
    }

    /// The memory that it holds now, in KiB.
    pub(crate) fn memory_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).expect("Linux says so in kB")
    }

    /// Ends it with a signal, such as `INT`, as Ctrl-C does; what it ended with.
    pub(crate) fn end(mut self, signal: &str) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status();
        assert!(sent.expect("there is a kill").success());
        self.child.wait().expect("it was ours")
    }
}

/// Asks a server on this port of this machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(u16);

impl Client {
    /// A request with these headers beside `Host`.
    #[track_caller]
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let host = format!("127.0.0.1:{}", self.0);
        let mut all = vec![("host", host.as_str())];
        all.retain(|(name, _)| headers.iter().all(|(other, _)| other != name));
        all.extend(headers);
        let headers: String = all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{headers}connection: close\r\n\r\n"))
    }

    /// Whatever comes back on these bytes.
    #[track_caller]
    pub(crate) fn raw(&self, request: &str) -> Response {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("the server takes a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("the server answers");
        response(&String::from_utf8_lossy(&answer))
    }

    /// A page or file.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Response {
        self.ask("GET", path, &[])
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.0)).expect("somebody listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket can wait");
        stream
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a page hears of changes.
#[derive(Debug)]
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    /// The data of the next event.
    #[track_caller]
    pub(crate) fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).expect("there is an event in time");
            assert!(read > 0, "the connection ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap_or_else(|error| panic!("{error}: {data}"));
            }
        }
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

#[track_caller]
fn response(text: &str) -> Response {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(": "));
    Response {
        status: status.unwrap_or_else(|| panic!("no status: {head:?}")),
        headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
        body: body.to_owned(),
    }
}
