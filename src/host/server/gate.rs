//! Who may ask what: nobody but pages of the preview itself, and programs on this machine.
//!
//! Any site that an editor visits can send requests to this machine. A name that leads here and is not ours is
//! how such a site would read a preview (DNS rebinding), so a host must be one that we know.

use super::reply;
use crate::language::{Language, Text};
use crate::text;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::Response;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where the server listens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gate {
    pub(super) interface: IpAddr,
    pub(super) port: u16,
}

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is meant for another host.
    Host,
    /// It comes from a page of another site.
    Origin,
    /// It wants to do something else than read.
    Method,
}

impl Refusal {
    pub(super) fn response(self, language: Language) -> Response {
        let (status, words): (u16, Text) = match self {
            Self::Host => (
                421,
                text!(
                    "Dit voorbeeld antwoordt alleen op zijn eigen adres. Open het adres dat `termijn serve` noemt.",
                    "This preview answers at its own address alone. Open the address that `termijn serve` names."
                ),
            ),
            Self::Origin => (
                403,
                text!(
                    "Een andere site mag dit voorbeeld niet lezen.",
                    "Another site may not read this preview."
                ),
            ),
            Self::Method => {
                (405, text!("Dit voorbeeld kan alleen worden gelezen.", "This preview can only be read."))
            }
        };
        let mut response = reply::plain(status, words.to(language));
        if self == Self::Method {
            response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        }
        response
    }
}

impl Gate {
    pub(super) fn check(self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = single(headers, header::HOST).ok_or(Refusal::Host)?;
        let asked = uri.authority().map_or(host, |authority| authority.as_str());
        if !self.knows(host) || !self.knows(asked) {
            return Err(Refusal::Host);
        }
        if headers.contains_key(header::ORIGIN) {
            let origin = single(headers, header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
            if origin.is_none_or(|origin| !origin.eq_ignore_ascii_case(host)) {
                return Err(Refusal::Origin);
            }
        }
        if *method != Method::GET && *method != Method::HEAD {
            return Err(Refusal::Method);
        }
        Ok(())
    }

    /// Whether a host, with a port or without, is a name of this server.
    fn knows(self, host: &str) -> bool {
        let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, rest)) => (name, rest.strip_prefix(':').or((!rest.is_empty()).then_some(rest))),
            None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
        };
        if port.is_some_and(|port| port.parse() != Ok(self.port)) {
            return false;
        }
        match name.parse::<IpAddr>() {
            Ok(ip) => {
                let is_loopback = ip == Ipv4Addr::LOCALHOST || ip == Ipv6Addr::LOCALHOST;
                is_loopback || ip == self.interface || self.interface.is_unspecified()
            }
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// The part behind `?` of the page that asks, when that is a page of the host that is asked.
pub(super) fn from_query(headers: &HeaderMap) -> Option<String> {
    let (host, from) = (single(headers, header::HOST)?, single(headers, header::REFERER)?);
    let rest = from.strip_prefix("http://")?;
    let (of, path) = rest.split_at_checked(host.len())?;
    let is_ours = of.eq_ignore_ascii_case(host) && path.starts_with(['/', '?']);
    let query = path.split('#').next().and_then(|path| path.split_once('?')).map(|(_, query)| query);
    query.filter(|_| is_ours).map(str::to_owned)
}

/// Whether a browser asks for a page to show. Those that do not say what they ask it for, say what they take.
pub(super) fn is_page(headers: &HeaderMap) -> bool {
    match single(headers, header::HeaderName::from_static("sec-fetch-dest")) {
        Some(destination) => matches!(destination, "document" | "iframe" | "frame"),
        None => single(headers, header::ACCEPT).is_some_and(|accepted| accepted.contains("text/html")),
    }
}

/// A header that stands there once and is plain text.
fn single(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())?.to_str().ok()
}
