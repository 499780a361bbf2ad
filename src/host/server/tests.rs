//! Who is let in, and which port is taken.

use super::gate::{Gate, Refusal, from_query, is_page};
use super::*;
use axum::http::HeaderName;
use std::net::Ipv4Addr;

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn headers(all: &[(&str, &str)]) -> HeaderMap {
    let read = |(name, value): &(&str, &str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap())
    };
    all.iter().map(read).collect()
}

fn check(interface: &str, all: &[(&str, &str)], expected: Result<(), Refusal>) {
    let gate = Gate { interface: interface.parse().unwrap(), port: 4000 };
    let found = gate.check(&Method::GET, &Uri::from_static("/"), &headers(all));
    assert_eq!(found, expected, "{interface} {all:?}");
}

#[test]
fn only_our_own_names_are_answered_to_p12() {
    for host in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000", "localhost", "127.0.0.1"]
    {
        check("127.0.0.1", &[("host", host)], Ok(()));
    }
    for host in [
        "evil.example",
        "evil.example:4000",
        "localhost:4001",
        "localhost.evil.example:4000",
        "127.0.0.1.evil.example",
        "192.168.1.2:4000",
        "localhost:4000:4000",
        "[::1]4000",
        "[::1",
        "",
    ] {
        check("127.0.0.1", &[("host", host)], Err(Refusal::Host));
    }
    check("127.0.0.1", &[], Err(Refusal::Host));
    check("127.0.0.1", &[("host", "localhost:4000"), ("host", "evil.example")], Err(Refusal::Host));
    check("192.168.1.2", &[("host", "192.168.1.2:4000")], Ok(()));
    check("192.168.1.2", &[("host", "192.168.1.3:4000")], Err(Refusal::Host));
    check("0.0.0.0", &[("host", "192.168.1.3:4000")], Ok(()));
    check("::", &[("host", "[fe80::1]:4000")], Ok(()));
    check("0.0.0.0", &[("host", "evil.example:4000")], Err(Refusal::Host));
}

#[test]
fn only_our_own_pages_may_read_p12() {
    let from = |origin| [("host", "localhost:4000"), ("origin", origin)];
    check("127.0.0.1", &from("http://localhost:4000"), Ok(()));
    for origin in
        ["https://localhost:4000", "http://127.0.0.1:4000", "http://evil.example", "null", "http://localhost"]
    {
        check("127.0.0.1", &from(origin), Err(Refusal::Origin));
    }
}

#[test]
fn an_address_that_names_another_host_is_refused_p12() {
    let gate = Gate { interface: LOOPBACK, port: 4000 };
    let uri = Uri::from_static("http://evil.example/");
    let found = gate.check(&Method::GET, &uri, &headers(&[("host", "localhost:4000")]));
    assert_eq!(found, Err(Refusal::Host));
    let found = gate.check(&Method::POST, &Uri::from_static("/"), &headers(&[("host", "localhost:4000")]));
    assert_eq!(found, Err(Refusal::Method));
}

#[test]
fn the_asking_page_is_known_when_it_is_ours() {
    let check = |referer: &str, expected: Option<&str>| {
        let headers = headers(&[("host", "localhost:4000"), ("referer", referer)]);
        assert_eq!(from_query(&headers).as_deref(), expected, "{referer}");
    };
    check("http://localhost:4000/vacatures/?at=2026-03-02#a?b", Some("at=2026-03-02"));
    check("http://localhost:4000?at=1", Some("at=1"));
    check("http://localhost:4000/", None);
    check("http://localhost:40001/?at=1", None);
    check("http://localhost:4000.evil.example/?at=1", None);
    check("http://evil.example/?at=1", None);
    check("https://localhost:4000/?at=1", None);
}

#[test]
fn a_page_is_what_a_browser_shows() {
    let check =
        |all: &[(&str, &str)], expected: bool| assert_eq!(is_page(&headers(all)), expected, "{all:?}");
    check(&[("sec-fetch-dest", "document"), ("accept", "*/*")], true);
    check(&[("sec-fetch-dest", "iframe")], true);
    check(&[("sec-fetch-dest", "empty"), ("accept", "text/html")], false);
    check(&[("accept", "text/html,*/*")], true);
    check(&[("accept", "*/*")], false);
    check(&[], false);
}

#[test]
fn a_taken_port_is_passed_over_unless_it_was_named_p12() {
    let first = listen(LOOPBACK, Port::Exactly(0)).unwrap();
    let taken = first.address.port();
    let next = listen(LOOPBACK, Port::From(taken)).unwrap();
    assert!(next.address.port() > taken);
    let refused = listen(LOOPBACK, Port::Exactly(taken)).unwrap_err();
    assert_eq!(refused.message.nl, format!("poort {taken} is al in gebruik"));
    assert_eq!(first.origin(), format!("http://127.0.0.1:{taken}"));
    assert!(!first.is_reachable_by_others());
}

#[test]
fn ports_that_browsers_refuse_are_passed_over() {
    assert!(REFUSED_BY_BROWSERS.is_sorted());
    let refused = listen(LOOPBACK, Port::Exactly(6000)).unwrap_err();
    assert_eq!(refused.message.en, "browsers do not open port 6000");
    if let Ok(next) = listen(LOOPBACK, Port::From(6665)) {
        assert_eq!(next.address.port(), 6670);
    }
}
