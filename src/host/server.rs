//! The preview's socket: requests in, what somebody who knows the site answers out.
//!
//! It listens on one address, turns away what does not come from a page of its own, and tells open pages that
//! something changed. It knows no page and no record, writes nothing, and a request can not end it.

mod events;
mod gate;
mod reply;

pub use events::Bell;

use super::error::Error;
use crate::language::{Language, Text};
use crate::preview::{Answer, PREFIX, Request};
use crate::text;
use axum::Router;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use gate::Gate;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use tokio::runtime;

/// As many ports as are tried after the first.
const TRIED: u16 = 100;
/// As many answers as are made at a time: each is work for a processor, and one page asks for no more at once.
const AT_A_TIME: usize = 16;

/// The ports above 1023 that browsers refuse to open, in order.
/// Source: <https://fetch.spec.whatwg.org/#port-blocking>
const REFUSED_BY_BROWSERS: &[u16] = &[
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
    6697, 10080,
];

/// Where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; 0 lets the machine choose.
    Exactly(u16),
    /// This one, or the first free one after it.
    From(u16),
}

/// Who answers.
pub trait Answers: Send + Sync + 'static {
    /// What is sent back. It may take long: other requests go on meanwhile.
    fn answer(&self, request: &Request<'_>) -> Answer;

    /// What a page hears first when it listens for changes: one line of JSON.
    fn greeting(&self) -> String;
}

/// A port that was taken, and on which nobody answers yet.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
}

/// Why nothing listens.
#[derive(Debug)]
pub struct NotListening {
    /// What went wrong, in words.
    pub message: Text,
    /// What to do.
    pub help: Text,
}

/// Takes a port on this interface.
///
/// # Errors
/// When the port is taken or not allowed, or the machine has no such interface.
pub fn listen(interface: IpAddr, port: Port) -> Result<Listening, NotListening> {
    let (first, last) = match port {
        Port::Exactly(port) => (port, port),
        Port::From(port) => (port, port.saturating_add(TRIED)),
    };
    for port in (first..=last).filter(|port| first == last || !is_refused_by_browsers(*port)) {
        if is_refused_by_browsers(port) {
            return Err(refused_by_browsers(port));
        }
        let listener = TcpListener::bind((interface, port));
        match listener.and_then(|listener| Ok((listener.local_addr()?, listener))) {
            Ok((address, listener)) => return Ok(Listening { listener, address }),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(failed(interface, port, &error)),
        }
    }
    Err(all_taken(first, last))
}

fn is_refused_by_browsers(port: u16) -> bool {
    REFUSED_BY_BROWSERS.binary_search(&port).is_ok()
}

fn refused_by_browsers(port: u16) -> NotListening {
    NotListening {
        message: text!("browsers openen poort {port} niet", "browsers do not open port {port}"),
        help: text!("kies een andere poort, zoals --port 4000", "choose another port, such as --port 4000"),
    }
}

fn all_taken(first: u16, last: u16) -> NotListening {
    let message = if first == last {
        text!("poort {first} is al in gebruik", "port {first} is in use already")
    } else {
        text!(
            "alle poorten van {first} tot en met {last} zijn al in gebruik",
            "all ports from {first} to {last} are in use already"
        )
    };
    let help = if first == last {
        text!(
            "sluit het andere programma (misschien loopt het voorbeeld al), of laat --port weg: dan kiest \
             Termijn een vrije",
            "close the other program (perhaps the preview runs already), or leave --port out: then Termijn \
             chooses a free one"
        )
    } else {
        text!("noem een vrije poort, zoals --port 8000", "name a free port, such as --port 8000")
    };
    NotListening { message, help }
}

fn failed(interface: IpAddr, port: u16, error: &io::Error) -> NotListening {
    let message = text!(
        "kan niet luisteren op {interface}, poort {port}: {error}",
        "cannot listen on {interface}, port {port}: {error}"
    );
    let help = match error.kind() {
        io::ErrorKind::AddrNotAvailable => text!(
            "dat adres heeft deze computer niet; laat --interface weg",
            "this computer does not have that address; leave --interface out"
        ),
        io::ErrorKind::PermissionDenied => text!(
            "poorten onder 1024 zijn voorbehouden; kies een hogere, zoals --port 4000",
            "ports below 1024 are reserved; choose a higher one, such as --port 4000"
        ),
        _ => text!("kies een andere --port of --interface", "choose another --port or --interface"),
    };
    NotListening { message, help }
}

impl Listening {
    /// The address at which a browser on this machine finds it, without a closing `/`: `http://127.0.0.1:4000`.
    #[must_use]
    pub fn origin(&self) -> String {
        let mut address = self.address;
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(std::net::Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(std::net::Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        format!("http://{address}")
    }

    /// Whether others than this machine can reach it.
    #[must_use]
    pub fn is_reachable_by_others(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Answers from now on, on a thread of its own, for as long as the program runs.
    ///
    /// # Errors
    /// When the machine gives no thread or no way to wait for sockets.
    pub fn open<A: Answers>(self, answers: Arc<A>, bell: Bell, language: Language) -> Result<(), Error> {
        let error = |cause| {
            let doing = text!("kan het voorbeeld niet openen", "cannot open the preview");
            Error { doing, path: Path::new("").to_path_buf(), cause }
        };
        self.listener.set_nonblocking(true).map_err(error)?;
        let runtime = runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(AT_A_TIME)
            .build()
            .map_err(error)?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(self.listener).map_err(error)?
        };
        let gate = Gate { interface: self.address.ip(), port: self.address.port() };
        let desk = Arc::new(Counter { answers, bell, gate, language });
        let answer = move |method: Method, uri: Uri, headers: HeaderMap| {
            let desk = Arc::clone(&desk);
            async move { desk.serve(method, uri, headers).await }
        };
        let router = Router::new().fallback(answer);
        let serve = move || {
            // It only ends when the listener fails for good, and says so to nobody: the program goes on.
            let _ = runtime.block_on(async { axum::serve(listener, router).await });
        };
        std::thread::Builder::new().name("preview".to_owned()).spawn(serve).map_err(error)?;
        Ok(())
    }
}

/// Where requests come in.
struct Counter<A> {
    answers: Arc<A>,
    bell: Bell,
    gate: Gate,
    language: Language,
}

impl<A: Answers> Counter<A> {
    async fn serve(self: Arc<Self>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
        if let Err(refusal) = self.gate.check(&method, &uri, &headers) {
            return refusal.response(self.language);
        }
        if uri.path().strip_prefix(PREFIX) == Some("events") {
            // A page that begins to listen between the two hears the news twice, and never not at all.
            let pages = self.bell.listen();
            return pages.response(&self.answers.greeting());
        }
        let path = uri.path().to_owned();
        let answers = Arc::clone(&self.answers);
        let own_headers = headers.clone();
        let made = tokio::task::spawn_blocking(move || {
            let from_query = gate::from_query(&own_headers);
            answers.answer(&Request {
                path: uri.path(),
                query: uri.query().unwrap_or_default(),
                from_query: from_query.as_deref(),
                is_page: gate::is_page(&own_headers),
            })
        });
        match made.await {
            Ok(answer) => reply::response(answer, &path, &headers),
            // A fault of ours in one answer is no reason to leave the others without.
            Err(_) => {
                let words = text!(
                    "Termijn kan dit niet tonen: er zit een fout in het programma.",
                    "Termijn cannot show this: there is a fault in the program."
                );
                reply::plain(500, words.to(self.language))
            }
        }
    }
}

#[cfg(test)]
mod tests;
