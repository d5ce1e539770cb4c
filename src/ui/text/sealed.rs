//! Passphrases and sealed files, with what to do.

use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::{Fault, Handed, SealFault, SealStatus, Strength};

/// How well a passphrase withstands guessing, and what it lacks.
#[must_use]
pub fn strength(lang: Locale, strength: Strength) -> &'static str {
    match strength {
        Strength::Empty => td_string!(lang, seal.empty),
        Strength::TooShort => td_string!(lang, seal.too_short),
        Strength::OnlyDigits => td_string!(lang, seal.only_digits),
        Strength::TooFewDifferent => td_string!(lang, seal.few),
        Strength::Fair => td_string!(lang, seal.fair),
        Strength::Strong => td_string!(lang, seal.strong),
    }
}

/// Why no file was made; `None` where nothing went wrong.
#[must_use]
pub fn seal_trouble(lang: Locale, status: &SealStatus) -> Option<&'static str> {
    Some(match status {
        SealStatus::Asking
        | SealStatus::Writing(_)
        | SealStatus::Checking
        | SealStatus::Made(_) => return None,
        SealStatus::Refused(SealFault::Passphrase(_)) => td_string!(lang, seal.weak),
        SealStatus::Refused(SealFault::TooLarge) => td_string!(lang, seal.too_large),
        SealStatus::Refused(SealFault::NoRandomness) => td_string!(lang, seal.no_randomness),
        SealStatus::Refused(SealFault::Unsealable) => td_string!(lang, seal.unsealable),
        SealStatus::Lost(Fault::NoPorter) => td_string!(lang, seal.no_porter),
        SealStatus::Lost(
            Fault::PorterLost
            | Fault::Read(_)
            | Fault::Content(_)
            | Fault::Sealed(_)
            | Fault::MappingAlone
            | Fault::TwoMappings
            | Fault::ItemsAlone,
        ) => td_string!(lang, seal.lost),
        SealStatus::Broken => td_string!(lang, seal.broken),
    })
}

/// What has become of a file that was made.
#[must_use]
pub fn handed(lang: Locale, handed: Handed) -> &'static str {
    match handed {
        Handed::NotYet => td_string!(lang, seal.not_handed),
        Handed::Shared => td_string!(lang, seal.shared),
        Handed::Saved => td_string!(lang, seal.saved),
    }
}
