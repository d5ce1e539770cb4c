//! Numbers of a case, checked against what the engine can hold.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::points::Points;
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// Why a case cannot be run. A fact for engineers; no seller reads it.
#[derive(Debug, thiserror::Error)]
pub enum BadCase {
    /// It is no JSON, or breaks the schema.
    #[error("{0}")]
    Schema(#[from] serde_json::Error),
    /// A number or name that the schema allows and the engine cannot take.
    #[error("{0}")]
    Value(&'static str),
}

/// Defines a field of a case: a number that is read, checked and written.
macro_rules! wire {
    ($(#[$doc:meta])* $name:ident($inner:ty) <- $number:ty: $read:expr, $write:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub $inner);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let read: fn($number) -> Option<$inner> = $read;
                let number = <$number>::deserialize(deserializer)?;
                read(number).map($name).ok_or_else(|| {
                    serde::de::Error::custom(concat!(stringify!($name), " out of range"))
                })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let write: fn($inner) -> $number = $write;
                write(self.0).serialize(serializer)
            }
        }
    };
}

wire!(
    /// Money, signed, in fen.
    Minor(Fen) <- i64:
    |number| Some(Fen::from_minor(number)).filter(|fen| Fen::from_minor(number.saturating_abs()) <= Fen::LARGEST && fen.minor() == number),
    |fen| fen.minor()
);
wire!(
    /// A quantity in thousandths, not below 0.
    Thousandths(Quantity) <- i64:
    |number| (0..=1_000_000_000_000).contains(&number).then(|| Quantity::from_thousandths(number)),
    |quantity| quantity.thousandths()
);
wire!(
    /// A rate in basis points.
    Bp(BasisPoints) <- u32: BasisPoints::new, |rate| rate.number()
);
wire!(
    /// Points, signed.
    WholePoints(Points) <- i64:
    |number| (number.saturating_abs() <= Points::LARGEST.number()).then(|| Points::new(number)),
    |points| points.number()
);
wire!(
    /// A day, `YYYY-MM-DD`.
    Date(Day) <- String: |text| text.parse().ok(), |day| day.to_string()
);
