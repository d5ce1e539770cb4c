//! What of a book people can be found by.

use super::texts::Field;
use crate::domain::customer::CustomerKey;
use crate::domain::person::PersonFacts;

/// What a customer can be found by: his key and what lists say of him, each text once.
#[must_use]
pub fn said_of<'a>(key: &'a CustomerKey, facts: Option<&'a PersonFacts>) -> Vec<(Field, &'a str)> {
    let mut said = Vec::new();
    let mut say = |field, text: &'a str| {
        if !said.contains(&(field, text)) {
            said.push((field, text));
        }
    };
    let given = |text: &'a Option<Box<str>>| text.as_deref();
    if let Some(facts) = facts {
        given(&facts.name).into_iter().for_each(|text| say(Field::Name, text));
    }
    match key {
        CustomerKey::Nick { nick, .. } => say(Field::Nick, nick),
        CustomerKey::Phone(digits) => say(Field::Phone, digits),
        CustomerKey::Column(text) => say(Field::Name, text),
        CustomerKey::Wechat(id) => say(Field::Wechat, id),
        CustomerKey::NameAddress { name, .. } => say(Field::Name, name),
    }
    if let Some(facts) = facts {
        facts.other_names.iter().for_each(|name| say(Field::Name, name));
        given(&facts.nick).into_iter().for_each(|text| say(Field::Nick, text));
        given(&facts.company).into_iter().for_each(|text| say(Field::Company, text));
        facts.phones.iter().for_each(|phone| say(Field::Phone, phone));
        given(&facts.wechat).into_iter().for_each(|text| say(Field::Wechat, text));
        facts.tags.iter().for_each(|tag| say(Field::Tag, tag));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::Platform;

    #[test]
    fn key_and_lists_are_said_once() {
        let facts = PersonFacts {
            name: Some("顾总".into()),
            phones: vec!["14000000033".into(), "140****0007".into()],
            tags: vec!["常客".into()],
            other_names: vec!["顾伟".into()],
            ..PersonFacts::default()
        };
        let phones = [(Field::Phone, "14000000033"), (Field::Phone, "140****0007")];
        let (name, tag) = ((Field::Name, "顾总"), (Field::Tag, "常客"));
        let other = (Field::Name, "顾伟");
        let nick = CustomerKey::Nick { platform: Platform::Taobao, nick: "t_7".into() };
        for (key, facts, expected, rule) in [
            (&nick, None, vec![(Field::Nick, "t_7")], "only the key"),
            (
                &CustomerKey::Phone("14000000033".into()),
                Some(&facts),
                vec![name, phones[0], other, phones[1], tag],
                "the phone once, and the name that does not hold",
            ),
            (
                &CustomerKey::NameAddress { name: "顾总".into(), address: "杭州".into() },
                Some(&facts),
                vec![name, other, phones[0], phones[1], tag],
                "the name once",
            ),
        ] {
            assert_eq!(said_of(key, facts), expected, "{rule}");
        }
    }
}
