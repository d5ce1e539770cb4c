//! An order in bytes that do not depend on where its texts stand: what an import's id is made of.

use super::change::{write_customer, write_receiver};
use super::intern::Index;
use super::packed::Writer;
use super::packed_order::write_order;
use super::record::{OrderKey, OrderName, OrderNumber, OrderRecord, Source, Unnumbered};
use super::sighting::{Content, Named, OrderLine};
use super::tables::{LookUp, Tables};

/// Writes orders in canonical bytes, reusing its room.
#[derive(Clone, Debug, Default)]
pub(super) struct Canonical {
    out: Writer,
}

impl Canonical {
    /// The packed order with every place set to the first, followed by what stands at the places.
    pub(super) fn bytes(&mut self, key: &OrderKey, content: &Content, tables: &Tables) -> &[u8] {
        let mut lines: Vec<Vec<u8>> =
            content.lines.iter().map(|line| line_bytes(line, tables)).collect();
        // Lines are sorted by place; here by what they say.
        lines.sort_unstable();
        let mut record = OrderRecord::new(without_places(key));
        let mut said = Content { lines: Vec::new(), ..content.clone() };
        let customer = content.customer();
        match &mut said.named {
            Named::One(at) => *at = Index::at(0),
            // A file that is there twice holds the same rows twice.
            Named::Several(rows) => *rows = 0,
            Named::Nobody => {}
        }
        let mut texts = Vec::new();
        let mut receiver = None;
        if let Some(held) = &mut said.held {
            for place in [&mut held.region, &mut held.item, &mut held.remark, &mut held.channel] {
                texts.extend(std::mem::replace(place, place.map(|_| Index::at(0))));
            }
            receiver = held.receiver;
            held.receiver = receiver.map(|_| Index::at(0));
        }
        record.add(&[Source::Hand], said);
        self.out.clear();
        write_order(&record, &mut self.out);
        if let OrderName::Numbered(OrderNumber::Text(at)) = key.name {
            texts.push(at);
        }
        for at in texts {
            self.out.text(tables.text(at));
        }
        if let Some(customer) = customer.and_then(|at| tables.customer(at)) {
            write_customer(customer, &mut self.out);
        }
        if let Some(receiver) = receiver.and_then(|at| tables.receiver(at)) {
            write_receiver(receiver, &mut self.out);
        }
        for line in lines {
            self.out.run(&line);
        }
        self.out.bytes()
    }
}

fn without_places(key: &OrderKey) -> OrderKey {
    let name = match key.name {
        OrderName::Numbered(OrderNumber::Text(_)) => {
            OrderName::Numbered(OrderNumber::Text(Index::at(0)))
        }
        OrderName::Unnumbered(it) => {
            OrderName::Unnumbered(Unnumbered { customer: it.customer.map(|_| Index::at(0)), ..it })
        }
        name @ (OrderName::Numbered(OrderNumber::Digits { .. }) | OrderName::ByHand(_)) => name,
    };
    OrderKey { platform: key.platform, name }
}

fn line_bytes(line: &OrderLine, tables: &Tables) -> Vec<u8> {
    let mut out = Writer::default();
    for place in [line.sku, line.item] {
        out.byte(u8::from(place.is_some()));
        out.text(place.map_or("", |at| tables.text(at)));
    }
    out.signed(line.quantity.thousandths());
    out.byte(u8::from(line.amount_fen.is_some()));
    out.signed(line.amount_fen.unwrap_or_default().minor());
    out.into_bytes()
}
