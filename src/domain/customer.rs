//! Who a customer is: the key by which a file's rows are gathered to one person.

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

impl CustomerKey {
    /// The key of a row: nick within its platform; else a full phone; else the mapped column;
    /// else the WeChat id; else name and address. `None` where the row names nobody: its money
    /// is money of unknown customers.
    #[must_use]
    pub fn of(platform: Platform, identity: &Identity<'_>) -> Option<CustomerKey> {
        let given = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| Box::<str>::from(text))
        };
        if let Some(nick) = given(identity.nick) {
            return Some(CustomerKey::Nick { platform, nick });
        }
        if let Some(Phone::Real(digits)) = Phone::parse(identity.phone) {
            return Some(CustomerKey::Phone(digits.into()));
        }
        if let Some(column) = given(identity.column) {
            return Some(CustomerKey::Column(column));
        }
        if let Some(id) = given(identity.wechat) {
            return Some(CustomerKey::Wechat(id));
        }
        given(identity.name).map(|name| CustomerKey::NameAddress {
            name,
            address: given(identity.address).unwrap_or_default(),
        })
    }

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
        let key = |identity: &Identity<'_>| CustomerKey::of(Platform::Taobao, identity);
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
}
