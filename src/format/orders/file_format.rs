//! The kinds of files that are known, and what follows from the kind alone.

use serde::{Deserialize, Serialize};

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileFormat {
    /// The Taobao order export.
    TaobaoOrders {
        /// How many columns this one has.
        columns: usize,
    },
    /// The Taobao item export: lines of orders that another file tells of.
    TaobaoItems,
    /// The 1688 order export.
    Alibaba1688Orders {
        /// How many columns this one has.
        columns: usize,
    },
    /// The Youzan order export.
    YouzanOrders,
    /// The Youzan customer export.
    YouzanCustomers,
    /// Somebody's own list of customers.
    CustomerList,
    /// Contacts of a phone.
    Vcard,
    /// Orders that this app has exported.
    OwnOrders,
    /// Customers that this app has exported.
    OwnCustomers,
    /// A table whose titles say what they are.
    Table,
    /// A table read through the seller's mapping.
    Mapped,
}

impl FileFormat {
    /// The format as a word, for books and checks.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            FileFormat::TaobaoOrders { .. } => "taobao_orders",
            FileFormat::TaobaoItems => "taobao_items",
            FileFormat::Alibaba1688Orders { .. } => "1688_orders",
            FileFormat::YouzanOrders => "youzan_orders",
            FileFormat::YouzanCustomers => "youzan_customers",
            FileFormat::CustomerList => "customer_list",
            FileFormat::Vcard => "vcard",
            FileFormat::OwnOrders => "huitou_orders",
            FileFormat::OwnCustomers => "huitou_customers",
            FileFormat::Table => "table",
            FileFormat::Mapped => "mapped",
        }
    }

    /// True for somebody's own table, which no platform wrote: he may say otherwise what its columns
    /// are, and rows in it may sum up others.
    #[must_use]
    pub const fn is_own_table(self) -> bool {
        match self {
            FileFormat::Table | FileFormat::Mapped | FileFormat::CustomerList => true,
            FileFormat::TaobaoOrders { .. }
            | FileFormat::TaobaoItems
            | FileFormat::Alibaba1688Orders { .. }
            | FileFormat::YouzanOrders
            | FileFormat::YouzanCustomers
            | FileFormat::Vcard
            | FileFormat::OwnOrders
            | FileFormat::OwnCustomers => false,
        }
    }

    /// True where its rows are people and not orders.
    #[must_use]
    pub const fn is_of_people(self) -> bool {
        match self {
            FileFormat::YouzanCustomers
            | FileFormat::CustomerList
            | FileFormat::Vcard
            | FileFormat::OwnCustomers => true,
            FileFormat::TaobaoOrders { .. }
            | FileFormat::TaobaoItems
            | FileFormat::Alibaba1688Orders { .. }
            | FileFormat::YouzanOrders
            | FileFormat::OwnOrders
            | FileFormat::Table
            | FileFormat::Mapped => false,
        }
    }
}
