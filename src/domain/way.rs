//! The ways on which a shop and its customers speak with each other.

/// How a customer was contacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// By phone.
    Phone,
    /// By text message.
    Sms,
    /// On WeChat.
    Wechat,
    /// In the chat of the platform.
    PlatformChat,
    /// In person.
    Visit,
    /// In some other way.
    Other,
}

impl Way {
    /// All of them, each at the place of its number.
    pub const ALL: [Way; 6] =
        [Way::Phone, Way::Sms, Way::Wechat, Way::PlatformChat, Way::Visit, Way::Other];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The way of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Way> {
        Way::ALL.get(usize::from(number)).copied()
    }
}
