//! Addresses: the form in which two spellings of one are equal, and the host.

/// The address with scheme and host in lower case, without fragment, standard port, tracking parameters and slash at
/// the end; `None` for what is no address of the web. A parameter of `tracking` that ends in `*` is every name that
/// begins so.
pub fn canonical(address: &str, tracking: &[String]) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || rest.contains(char::is_whitespace) {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.find('/').map_or((place, ""), |at| place.split_at(at));
    let host = host.rsplit('@').next().unwrap_or(host).to_lowercase();
    let port = if scheme == "http" { ":80" } else { ":443" };
    let host = host.strip_suffix(port).unwrap_or(&host);
    if host.is_empty() {
        return None;
    }
    let tracks =
        |name: &str| tracking.iter().any(|t| t.strip_suffix('*').map_or(t == name, |prefix| name.starts_with(prefix)));
    let kept = query.split('&').filter(|p| !p.is_empty() && !tracks(p.split('=').next().unwrap_or_default()));
    let query = kept.collect::<Vec<_>>().join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{scheme}://{host}{}{mark}{query}", path.trim_end_matches('/')))
}

/// The host of an address in its canonical form, without `www.`.
pub fn host(canonical: &str) -> Option<&str> {
    let host = canonical.split_once("://")?.1.split(['/', '?', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_are_equal() {
        let tracking = ["utm_*".to_owned(), "fbclid".to_owned()];
        let form = |a: &str| canonical(a, &tracking);
        let plain = Some("https://lagoon.example/News/7".to_owned());
        for other in [
            "https://lagoon.example/News/7",
            "HTTPS://Lagoon.example/News/7/",
            "https://lagoon.example:443/News/7?utm_source=x&fbclid=1#top",
        ] {
            assert_eq!(form(other), plain, "{other}");
        }
        assert_eq!(form("http://lagoon.example/?id=7&utm_medium=y"), Some("http://lagoon.example?id=7".to_owned()));
        assert_ne!(form("https://lagoon.example/news/7"), plain);
        for none in ["lagoon.example/7", "urn:7", "mailto:x@y.example", "https://", "https:// x", ""] {
            assert_eq!(form(none), None, "{none}");
        }
        assert_eq!(host("https://www.lagoon.example:8080/a"), Some("lagoon.example"));
    }
}
