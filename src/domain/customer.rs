//! Who a customer is: the key by which a file's rows are gathered to one person.

use hashbrown::Equivalent;

use super::phone::Phone;

/// Where a fact comes from. Nicks and order numbers mean something only within one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    /// Taobao and Tmall.
    Taobao,
    /// 1688.
    Alibaba1688,
    /// Youzan.
    Youzan,
    /// The seller's own tables: any file that is read through a mapping.
    Table,
    /// No file: the seller wrote it down.
    Hand,
}

impl Platform {
    /// All of them, each at the place of its number.
    pub const ALL: [Platform; 5] = [
        Platform::Taobao,
        Platform::Alibaba1688,
        Platform::Youzan,
        Platform::Table,
        Platform::Hand,
    ];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The platform of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Platform> {
        Platform::ALL.get(usize::from(number)).copied()
    }
}

/// What a row says about who bought, before it is decided which of it is the key.
/// Empty texts count as not given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Identity<'a> {
    /// The platform's nick (旺旺).
    pub nick: &'a str,
    /// The buyer's own phone, never a receiver's.
    pub phone: &'a str,
    /// The column the seller mapped as "the customer".
    pub column: &'a str,
    /// The WeChat id.
    pub wechat: &'a str,
    /// The name.
    pub name: &'a str,
    /// What tells two people of one name apart: company, else region or address.
    pub address: &'a str,
}

/// The key of a customer (semantics 2). People of different platforms are never joined by the
/// app, only suggested as duplicates; hence the platform stands beside a nick.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerKey {
    /// The nick within its platform.
    Nick {
        /// Whose nick it is.
        platform: Platform,
        /// As written, trimmed.
        nick: Box<str>,
    },
    /// The digits of a real phone.
    Phone(Box<str>),
    /// The value of the mapped customer column.
    Column(Box<str>),
    /// The WeChat id, where nothing better is given.
    Wechat(Box<str>),
    /// Name and address.
    NameAddress {
        /// The name as written.
        name: Box<str>,
        /// The address, or empty.
        address: Box<str>,
    },
}

/// A [`CustomerKey`] whose texts still stand in the row: what is looked up before it is known
/// whether the customer is new. The variants and fields are those of the key, for both must hash
/// alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CustomerKeyRef<'a> {
    /// See [`CustomerKey::Nick`].
    Nick {
        /// Whose nick it is.
        platform: Platform,
        /// As written, trimmed.
        nick: &'a str,
    },
    /// See [`CustomerKey::Phone`].
    Phone(Box<str>),
    /// See [`CustomerKey::Column`].
    Column(&'a str),
    /// See [`CustomerKey::Wechat`].
    Wechat(&'a str),
    /// See [`CustomerKey::NameAddress`].
    NameAddress {
        /// The name as written.
        name: &'a str,
        /// The address, or empty.
        address: &'a str,
    },
}

impl<'a> CustomerKeyRef<'a> {
    /// The key of a row: nick within its platform; else a full phone; else the mapped column;
    /// else the WeChat id; else name and address. `None` where the row names nobody: its money
    /// is money of unknown customers.
    #[must_use]
    pub fn of(platform: Platform, identity: &Identity<'a>) -> Option<CustomerKeyRef<'a>> {
        let given = |text: &'a str| Some(text.trim()).filter(|text| !text.is_empty());
        if let Some(nick) = given(identity.nick) {
            return Some(CustomerKeyRef::Nick { platform, nick });
        }
        if let Some(Phone::Real(digits)) = Phone::parse(identity.phone) {
            return Some(CustomerKeyRef::Phone(digits.into()));
        }
        if let Some(column) = given(identity.column) {
            return Some(CustomerKeyRef::Column(column));
        }
        if let Some(id) = given(identity.wechat) {
            return Some(CustomerKeyRef::Wechat(id));
        }
        let address = identity.address.trim();
        given(identity.name).map(|name| CustomerKeyRef::NameAddress { name, address })
    }

    /// The key with texts of its own.
    #[must_use]
    pub fn to_key(&self) -> CustomerKey {
        match self {
            CustomerKeyRef::Nick { platform, nick } => {
                CustomerKey::Nick { platform: *platform, nick: (*nick).into() }
            }
            CustomerKeyRef::Phone(digits) => CustomerKey::Phone(digits.clone()),
            CustomerKeyRef::Column(text) => CustomerKey::Column((*text).into()),
            CustomerKeyRef::Wechat(id) => CustomerKey::Wechat((*id).into()),
            CustomerKeyRef::NameAddress { name, address } => {
                CustomerKey::NameAddress { name: (*name).into(), address: (*address).into() }
            }
        }
    }
}

impl Equivalent<CustomerKey> for CustomerKeyRef<'_> {
    fn equivalent(&self, key: &CustomerKey) -> bool {
        match (self, key) {
            (
                CustomerKeyRef::Nick { platform, nick },
                CustomerKey::Nick { platform: p, nick: n },
            ) => platform == p && **nick == **n,
            (CustomerKeyRef::Phone(digits), CustomerKey::Phone(other)) => digits == other,
            (CustomerKeyRef::Column(text), CustomerKey::Column(other)) => **text == **other,
            (CustomerKeyRef::Wechat(id), CustomerKey::Wechat(other)) => **id == **other,
            (
                CustomerKeyRef::NameAddress { name, address },
                CustomerKey::NameAddress { name: n, address: a },
            ) => **name == **n && **address == **a,
            (
                CustomerKeyRef::Nick { .. }
                | CustomerKeyRef::Phone(_)
                | CustomerKeyRef::Column(_)
                | CustomerKeyRef::Wechat(_)
                | CustomerKeyRef::NameAddress { .. },
                _,
            ) => false,
        }
    }
}

impl CustomerKey {
    /// What to show where the customer has no other name.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            CustomerKey::Nick { nick, .. } => nick,
            CustomerKey::Phone(text) | CustomerKey::Column(text) | CustomerKey::Wechat(text) => {
                text
            }
            CustomerKey::NameAddress { name, .. } => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_given_is_the_key() {
        let all = Identity {
            nick: "t_7枣糕",
            phone: "14000000033",
            column: "K-17",
            wechat: "wx_7",
            name: "陈秀英",
            address: "杭州",
        };
        let key = |identity: &Identity<'_>| {
            CustomerKeyRef::of(Platform::Taobao, identity).map(|key| key.to_key())
        };
        let nick = CustomerKey::Nick { platform: Platform::Taobao, nick: "t_7枣糕".into() };
        let phone = CustomerKey::Phone("14000000033".into());
        let column = CustomerKey::Column("K-17".into());
        let named = CustomerKey::NameAddress { name: "陈秀英".into(), address: "杭州".into() };
        for (identity, expected) in [
            (all, Some(nick)),
            (Identity { nick: " ", ..all }, Some(phone)),
            (Identity { nick: "", phone: "140****0033", ..all }, Some(column.clone())),
            (Identity { nick: "", phone: "14000000033-1234", ..all }, Some(column)),
            (
                Identity { nick: "", phone: "", column: "", ..all },
                Some(CustomerKey::Wechat("wx_7".into())),
            ),
            (Identity { name: "陈秀英", address: "杭州", ..Identity::default() }, Some(named)),
            (Identity { address: "杭州", ..Identity::default() }, None),
        ] {
            assert_eq!(key(&identity), expected, "{identity:?}");
        }
    }

    #[test]
    fn a_key_in_a_row_is_found_among_those_known() {
        let rows = [
            Identity { nick: "a", ..Identity::default() },
            Identity { phone: "14000000033", ..Identity::default() },
            Identity { column: "a", ..Identity::default() },
            Identity { wechat: "a", ..Identity::default() },
            Identity { name: "a", address: "b", ..Identity::default() },
            Identity { name: "a", ..Identity::default() },
        ];
        let mut known = crate::domain::intern::Interner::default();
        for _ in 0..2 {
            for (place, identity) in rows.iter().enumerate() {
                let key = CustomerKeyRef::of(Platform::Table, identity).unwrap();
                let index = known.intern_ref(&key, || key.to_key());
                assert_eq!(index.position(), place, "{identity:?}");
            }
        }
        assert_eq!(known.len(), rows.len());
    }
}
