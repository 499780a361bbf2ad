//! The web servers for which a build can write files.

/// A web server that an administrator runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    /// The Apache HTTP Server.
    Apache,
    /// Caddy.
    Caddy,
    /// nginx.
    Nginx,
}

impl Server {
    /// Every server, by the word that names it.
    pub const ALL: [(&'static str, Self); 3] =
        [("nginx", Self::Nginx), ("apache", Self::Apache), ("caddy", Self::Caddy)];

    /// The server that this word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, server)| *server)
    }
}
