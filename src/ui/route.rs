//! The places of the app and their addresses after the `#`.

use std::fmt;
use std::str::FromStr;

use leptos::prelude::Memo;

/// A place that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The doors of the first visit.
    Doors,
    /// What the orders tell, in five sentences.
    Checkup,
    /// The customers, and the card of one of them.
    Customers,
    /// Who may be one person under two names.
    Duplicates,
    /// Tiers, points, offers, groups: what the seller sets up for his customers.
    Grow,
    /// The figures.
    Insight,
    /// Import.
    Data,
    /// Settings.
    Settings,
    /// All components in every state; no place of the navigation.
    Components,
}

impl Route {
    /// Every place, in the order of the rail.
    pub const ALL: [Route; 9] = [
        Route::Doors,
        Route::Checkup,
        Route::Customers,
        Route::Duplicates,
        Route::Grow,
        Route::Insight,
        Route::Data,
        Route::Settings,
        Route::Components,
    ];

    /// What stands after the `#`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Route::Doors => "/",
            Route::Checkup => "/checkup",
            Route::Customers => "/customers",
            Route::Duplicates => "/duplicates",
            Route::Grow => "/grow",
            Route::Insight => "/insight",
            Route::Data => "/data",
            Route::Settings => "/settings",
            Route::Components => "/components",
        }
    }

    /// The address for a link: relative, so that it works from any folder.
    #[must_use]
    pub const fn href(self) -> &'static str {
        match self {
            Route::Doors => "#/",
            Route::Checkup => "#/checkup",
            Route::Customers => "#/customers",
            Route::Duplicates => "#/duplicates",
            Route::Grow => "#/grow",
            Route::Insight => "#/insight",
            Route::Data => "#/data",
            Route::Settings => "#/settings",
            Route::Components => "#/components",
        }
    }

    /// True where it shows what stands in the book.
    #[must_use]
    pub const fn shows_the_book(self) -> bool {
        match self {
            Route::Doors
            | Route::Checkup
            | Route::Customers
            | Route::Duplicates
            | Route::Grow
            | Route::Insight => true,
            Route::Data | Route::Settings | Route::Components => false,
        }
    }

    /// True where something of its own may be named behind it: `#/customers/17-9f3a`.
    const fn has_details(self) -> bool {
        matches!(self, Route::Customers | Route::Duplicates | Route::Grow)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.href())
    }
}

/// A place, what of it is meant, and how it is to be shown: `#/customers/17-9f3a?stage=lost`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The place.
    pub route: Route,
    /// What of it; empty = all of it.
    pub detail: Box<str>,
    /// What stands behind the question mark.
    pub query: Box<str>,
}

impl Address {
    /// A place as a whole.
    #[must_use]
    pub fn of(route: Route) -> Address {
        Address { route, detail: Box::default(), query: Box::default() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.route.href())?;
        if !self.detail.is_empty() {
            write!(f, "/{}", self.detail)?;
        }
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        Ok(())
    }
}

/// Where we are, for every page; `None` is nowhere.
#[derive(Clone, Copy)]
pub struct Here(pub Memo<Option<Address>>);

/// An address that leads nowhere, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRoute(pub String);

impl FromStr for Address {
    type Err = UnknownRoute;

    /// Reads a location's hash, with or without the `#`; a slash too many or too few is forgiven.
    fn from_str(hash: &str) -> Result<Address, UnknownRoute> {
        let rest = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = path.trim_matches('/');
        let (place, detail) = path.split_once('/').unwrap_or((path, ""));
        let route = Route::ALL
            .into_iter()
            .find(|route| route.path().trim_matches('/') == place)
            .filter(|route| detail.is_empty() || route.has_details())
            .ok_or_else(|| UnknownRoute(hash.to_owned()))?;
        Ok(Address { route, detail: detail.into(), query: query.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for (hash, route, detail, query) in [
            ("", Some(Route::Doors), "", ""),
            ("#", Some(Route::Doors), "", ""),
            ("#/", Some(Route::Doors), "", ""),
            ("#/insight", Some(Route::Insight), "", ""),
            ("#insight", Some(Route::Insight), "", ""),
            ("#/insight/", Some(Route::Insight), "", ""),
            ("#/data", Some(Route::Data), "", ""),
            ("#/customers", Some(Route::Customers), "", ""),
            ("#/customers/17-9f3a", Some(Route::Customers), "17-9f3a", ""),
            ("#/customers?stage=lost", Some(Route::Customers), "", "stage=lost"),
            ("#/customers/17-9f3a?sort=due", Some(Route::Customers), "17-9f3a", "sort=due"),
            ("#/duplicates/17-9f3a", Some(Route::Duplicates), "17-9f3a", ""),
            ("#/grow", Some(Route::Grow), "", ""),
            ("#/grow/tiers", Some(Route::Grow), "tiers", ""),
            ("#/settings", Some(Route::Settings), "", ""),
            ("#/components", Some(Route::Components), "", ""),
            ("#/Insight", None, "", ""),
            ("#/insight/rfm", None, "", ""),
            ("#main", None, "", ""),
        ] {
            let read = hash.parse::<Address>().ok();
            assert_eq!(read.as_ref().map(|it| it.route), route, "{hash}");
            let rest = read.map(|it| (it.detail, it.query)).unwrap_or_default();
            assert_eq!((&*rest.0, &*rest.1), (detail, query), "{hash}");
        }
        assert_eq!("#/nowhere".parse::<Address>(), Err(UnknownRoute("#/nowhere".to_owned())));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for route in Route::ALL {
            assert_eq!(route.to_string().parse(), Ok(Address::of(route)));
            assert_eq!(format!("#{}", route.path()), route.to_string());
        }
        let address = Address {
            route: Route::Customers,
            detail: "17-9f3a".into(),
            query: "stage=lost&sort=due".into(),
        };
        assert_eq!(address.to_string().parse(), Ok(address));
    }
}
