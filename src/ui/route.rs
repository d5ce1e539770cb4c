//! The places of the app and their addresses after the `#`.

use std::fmt;
use std::str::FromStr;

/// A place that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The doors of the first visit.
    Doors,
    /// The figures.
    Insight,
    /// Import.
    Data,
    /// Settings.
    Settings,
}

impl Route {
    /// Every place, in the order of the rail.
    pub const ALL: [Route; 4] = [Route::Doors, Route::Insight, Route::Data, Route::Settings];

    /// What stands after the `#`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Route::Doors => "/",
            Route::Insight => "/insight",
            Route::Data => "/data",
            Route::Settings => "/settings",
        }
    }

    /// The address for a link: relative, so that it works from any folder.
    #[must_use]
    pub const fn href(self) -> &'static str {
        match self {
            Route::Doors => "#/",
            Route::Insight => "#/insight",
            Route::Data => "#/data",
            Route::Settings => "#/settings",
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.href())
    }
}

/// An address that leads nowhere, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRoute(pub String);

impl FromStr for Route {
    type Err = UnknownRoute;

    /// Reads a location's hash, with or without the `#`; a slash too many or too few is forgiven.
    fn from_str(hash: &str) -> Result<Route, UnknownRoute> {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let path = path.trim_matches('/');
        Route::ALL
            .into_iter()
            .find(|route| route.path().trim_matches('/') == path)
            .ok_or_else(|| UnknownRoute(hash.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for (hash, route) in [
            ("", Some(Route::Doors)),
            ("#", Some(Route::Doors)),
            ("#/", Some(Route::Doors)),
            ("#/insight", Some(Route::Insight)),
            ("#insight", Some(Route::Insight)),
            ("#/insight/", Some(Route::Insight)),
            ("#/data", Some(Route::Data)),
            ("#/settings", Some(Route::Settings)),
            ("#/Insight", None),
            ("#/insight/rfm", None),
            ("#/customers", None),
            ("#main", None),
        ] {
            assert_eq!(hash.parse::<Route>().ok(), route, "{hash}");
        }
        assert_eq!("#/nowhere".parse::<Route>(), Err(UnknownRoute("#/nowhere".to_owned())));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for route in Route::ALL {
            assert_eq!(route.to_string().parse(), Ok(route));
            assert_eq!(format!("#{}", route.path()), route.to_string());
        }
    }
}
