//! Finding people and orders: rows for every rule, laws for everybody.

mod support;

use huitou::domain::search::{
    Field, Finding, FindingOrders, Hits, Query, Rank, Readings, Texts, find, orders_numbered,
};
use huitou::format::readings::readings_table;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};
use support::{read_text, shop_of};

static READINGS: LazyLock<Readings> =
    LazyLock::new(|| Readings::from_bytes(readings_table()).expect("the table reads"));

/// Surnames whose readings differ from everyday ones; the surname's comes first.
const SURNAMES: &[(char, &[&str])] = &[
    ('单', &["shan", "dan"]),
    ('曾', &["zeng", "ceng"]),
    ('仇', &["qiu", "chou"]),
    ('解', &["xie", "jie"]),
    ('区', &["ou", "qu"]),
    ('查', &["zha", "cha"]),
    ('尉', &["wei", "yu"]),
    ('迟', &["chi"]),
    ('万', &["wan", "mo"]),
    ('俟', &["qi", "si"]),
    ('朴', &["piao", "pu"]),
    ('盖', &["ge", "gai"]),
    ('乐', &["yue", "le"]),
    ('任', &["ren"]),
    ('华', &["hua"]),
    ('燕', &["yan"]),
    ('缪', &["miao", "mou"]),
    ('宓', &["mi", "fu"]),
    ('佘', &["she"]),
    ('冼', &["xian"]),
    ('覃', &["qin", "tan"]),
    ('员', &["yun", "yuan"]),
    ('召', &["shao", "zhao"]),
    ('种', &["chong", "zhong"]),
    ('秘', &["bi", "mi"]),
    ('折', &["she", "zhe"]),
    ('翟', &["zhai", "di"]),
    ('吕', &["lv"]),
    ('王', &["wang"]),
    ('沈', &["shen"]),
    ('冯', &["feng"]),
    ('许', &["xu"]),
    ('石', &["shi", "dan"]),
    ('長', &["zhang"]),
    ('〇', &["ling"]),
];

#[test]
fn characters_have_their_readings() {
    let spelt = |c| -> Vec<String> {
        let text = |letters: &[u8]| String::from_utf8(letters.to_vec()).unwrap();
        READINGS.of(c).iter().map(|it| text(it.letters())).collect()
    };
    for (surname, expected) in SURNAMES {
        let spelt = spelt(*surname);
        assert!(spelt.len() >= expected.len(), "{surname}: {spelt:?}");
        for (at, reading) in expected.iter().enumerate() {
            let place = spelt.iter().position(|it| it == reading);
            assert!(place.is_some_and(|place| place == 0 || at > 0), "{surname}: {spelt:?}");
        }
    }
    for (text, expected) in [
        ("红家儿大丽姐小总", "hong jia er da li jie xiao zong"),
        ("女绿略", "nv lv lve"),
        ("店食品有限公司", "dian shi pin you xian gong si"),
    ] {
        let first: Vec<_> = text.chars().map(|c| spelt(c).swap_remove(0)).collect();
        assert_eq!(first.join(" "), expected, "{text}");
    }
}

#[test]
fn all_common_characters_have_a_reading() {
    let mut seen = 0;
    for (lead, trail) in (0xb0..=0xd7_u8).flat_map(|a| (0xa1..=0xfe_u8).map(move |b| (a, b))) {
        let cell = [lead, trail];
        let (text, _, is_hole) = encoding_rs::GBK.decode(&cell);
        let c = text.chars().next().unwrap();
        // Behind the last character the row has five empty cells.
        if is_hole || !('\u{4e00}'..='\u{9fff}').contains(&c) {
            continue;
        }
        assert!(!READINGS.of(c).is_empty(), "{c}");
        seen += 1;
    }
    assert_eq!(seen, 3755, "GB2312, level 1");
    let silent: String = ('\u{4e00}'..='\u{9fa5}').filter(|c| READINGS.of(*c).is_empty()).collect();
    // Signs of measures and a word of Japan, which the dictionary does not read.
    assert_eq!(silent, "兙兡嗧桛烪瓧瓰瓱瓼甅", "the block as it was first laid down");
}

fn one(said: &[(Field, &str)]) -> Texts {
    let mut texts = Texts::default();
    texts.set(0, said);
    texts
}

fn look(texts: &Texts, typed: &str) -> Hits {
    find(texts, Some(&READINGS), &Query::new(typed), 50)
}

#[test]
fn what_is_typed_finds_or_does_not() {
    use Field::{Company, Name, Nick, Phone, Tag, Wechat};
    use Rank::{Exact, Inside, Prefix, Spelt, SpeltInside, SpeltPrefix, Tail};
    for (field, text, typed, rank, marked, rule) in [
        (Name, "顾总", "顾总", Some(Exact), "顾总", "the whole name"),
        (Name, "顾总", "顾", Some(Prefix), "顾", "its beginning"),
        (Name, "顾总", "总", Some(Inside), "总", "its end"),
        (Name, "顾总", "gz", Some(Spelt), "顾总", "initials"),
        (Name, "顾总", "GuZ", Some(Spelt), "顾总", "a syllable, then an initial"),
        (Name, "顾总", "guzong", Some(Spelt), "顾总", "whole pinyin"),
        (Name, "顾总", "gzong", Some(Spelt), "顾总", "an initial, then a syllable"),
        (Name, "顾总", "gu", Some(SpeltPrefix), "顾", "one syllable"),
        (Name, "顾总", "guzo", Some(Spelt), "顾总", "part of the last syllable"),
        (Name, "顾志强", "gzho", None, "", "no part of it goes on otherwise"),
        (Name, "张三", "zhs", Some(Spelt), "张三", "zh is an initial"),
        (Name, "张三", "zs", Some(Spelt), "张三", "z is one as well"),
        (Name, "张三", "zhas", None, "", "a part within the word is none"),
        (Name, "顾总", "zong", Some(SpeltInside), "总", "inside"),
        (Name, "顾总", "zg", None, "", "in order only"),
        (Name, "欧阳娜娜", "ouyang", Some(SpeltPrefix), "欧阳", "two characters"),
        (Name, "欧阳娜娜", "oy", Some(SpeltPrefix), "欧阳", "their initials"),
        (Name, "尉迟恭", "yuchi", Some(SpeltPrefix), "尉迟", "a surname's own reading"),
        (Name, "万俟卨", "moqi", Some(SpeltPrefix), "万俟", "both of them"),
        (Name, "单雄信", "dan", Some(SpeltPrefix), "单", "the common reading"),
        (Name, "王小雨", "yu", Some(SpeltInside), "雨", "not 王 by a rare reading"),
        (Name, "吕布", "lvb", Some(Spelt), "吕布", "ü as v"),
        (Name, "吕布", "lub", Some(Spelt), "吕布", "ü as u"),
        (Name, "吕布", "lüb", Some(Spelt), "吕布", "ü as it is"),
        (Name, "西安", "xi'an", Some(Spelt), "西安", "syllables kept apart"),
        (Name, "顾 总", "guzong", Some(Spelt), "顾 总", "a blank in the name"),
        (Name, "阿依·古丽", "aygl", Some(Spelt), "阿依·古丽", "a dot in the name"),
        (Name, "Li Lei", "li lei", Some(Exact), "Li", "a name of two words"),
        (Name, "Ｌｉ", "li", Some(Exact), "Ｌｉ", "full width"),
        (Name, "140-0000-0033", "140-0000-0033", Some(Exact), "140-0000-0033", "a phone as a name"),
        (Name, "王as", "王as", Some(Exact), "王as", "mixed"),
        (Name, "王爱顺", "王as", Some(Spelt), "王爱顺", "mixed, the rest by initials"),
        (Company, "杭州云栖食品", "yxsp", Some(SpeltInside), "云栖食品", "a company inside"),
        (Nick, "小鱼儿_88", "xye", Some(SpeltPrefix), "小鱼儿", "a nick"),
        (Nick, "小鱼儿_88", "88", Some(Inside), "88", "digits of a nick"),
        (Nick, "tb_Spring", "spring", Some(Inside), "Spring", "letters of a nick"),
        (Wechat, "wxid_gz88", "gz8", Some(Inside), "gz8", "a WeChat id"),
        (Tag, "老客", "老客", Some(Inside), "老客", "a tag is not who he is"),
        (Phone, "14000000033", "14000000033", Some(Exact), "14000000033", "the whole phone"),
        (Phone, "14000000033", "140 0000 0033", Some(Exact), "14000000033", "in groups"),
        (Phone, "14000000033", "0033", Some(Tail), "0033", "its tail"),
        (Phone, "14000000033", "140", Some(Prefix), "140", "its head"),
        (Phone, "14000000133", "013", Some(Inside), "013", "its middle"),
        (Phone, "14000000033", "3", None, "", "one digit is not looked for"),
        (Phone, "14000000033", "140a", None, "", "a phone has no letters"),
        (Phone, "140****0007", "0007", Some(Tail), "0007", "the tail of a masked one"),
        (Phone, "140****0007", "140000", None, "", "a star is no digit"),
        (Phone, "140****0007", "140****0007", Some(Exact), "140****0007", "as it is masked"),
        (Name, "顾总", "", None, "", "nothing typed"),
        (Name, "顾总", " ' ", None, "", "nothing to look for"),
    ] {
        let texts = one(&[(field, text)]);
        let hits = look(&texts, typed);
        let hit = hits.best.first();
        assert_eq!(hit.map(|hit| hit.rank), rank, "{rule}: {typed:?} in {text}");
        if let Some(mark) = hit.and_then(|hit| hit.marks.first()) {
            let (field_there, text) = texts.of(0).nth(mark.nth).unwrap();
            assert_eq!((mark.field, &text[mark.range.clone()]), (field_there, marked), "{rule}");
        }
    }
}

#[test]
fn all_words_have_to_match_and_each_is_marked() {
    let texts = one(&[(Field::Name, "顾总"), (Field::Phone, "14000000033"), (Field::Tag, "批发")]);
    for (typed, marked, rule) in [
        ("gz 0033", vec!["顾总", "0033"], "name and tail"),
        ("批发 顾", vec!["批发", "顾"], "in any order"),
        ("gz 0034", vec![], "one does not match"),
    ] {
        let hits = look(&texts, typed);
        let marks = hits.best.iter().flat_map(|hit| &hit.marks);
        let found: Vec<_> = marks
            .map(|mark| texts.of(0).nth(mark.nth).unwrap().1[mark.range.clone()].to_owned())
            .collect();
        assert_eq!(found, marked, "{rule}");
    }
}

#[test]
fn the_best_come_first() {
    use Field::{Name, Phone};
    for (people, typed, expected, rule) in [
        (
            vec![(Name, "老顾"), (Name, "顾总"), (Name, "顾"), (Name, "谷雨"), (Name, "顾家")],
            "顾",
            vec![2, 1, 4, 0],
            "exact, beginning, inside; equal ones by place",
        ),
        (
            vec![
                (Name, "老顾总"),
                (Name, "顾总经理"),
                (Name, "顾总"),
                (Name, "gz店"),
                (Name, "gz"),
            ],
            "gz",
            vec![4, 3, 2, 1, 0],
            "letters before pinyin, all of it before its beginning",
        ),
        (
            vec![(Phone, "14000330000"), (Phone, "03314000000"), (Phone, "14000000033")],
            "033",
            vec![2, 1, 0],
            "the tail of a phone, its head, its middle",
        ),
    ] {
        let mut texts = Texts::default();
        people.iter().enumerate().for_each(|(place, said)| texts.set(place, &[*said]));
        let hits = look(&texts, typed);
        let places: Vec<_> = hits.best.iter().map(|hit| hit.place).collect();
        assert_eq!(places, expected, "{rule}");
        assert_eq!(hits.total(), expected.len(), "{rule}");
        let two = find(&texts, Some(&READINGS), &Query::new(typed), 2);
        assert_eq!(two.best, hits.best[..2], "the best two: {rule}");
        assert_eq!(two.total(), expected.len(), "all are counted: {rule}");
    }
}

#[test]
fn without_readings_all_but_pinyin_is_found() {
    let texts = one(&[(Field::Name, "顾总"), (Field::Nick, "gz_7")]);
    for (typed, found) in [("顾", true), ("gz", true), ("zong", false)] {
        assert_eq!(find(&texts, None, &Query::new(typed), 9).total() == 1, found, "{typed}");
    }
    let before = Arc::new(find(&texts, None, &Query::new("zo"), 9));
    let after = before.refined(&texts, Some(&READINGS), &Query::new("zong"), 9);
    assert_eq!(after.total(), 1, "readings came meanwhile");
}

#[test]
fn orders_are_found_by_number_and_tail() {
    let rows = read_text(
        "who,when,fen,no\na,2024-01-01,1.00,35100000000006693\nb,2024-01-02,1.00,0006693\n\
         c,2024-01-03,1.00,E2024-6693\nd,2024-01-04,1.00,77\n",
        Some(
            r#"{"columns": {"customer": "who", "date": "when", "amount": "fen", "order_id": "no"}}"#,
        ),
    );
    let (shop, _) = shop_of(vec![rows.unwrap()]);
    let number = |at: &usize| shop.number_text(&shop.record(*at).unwrap().key);
    for (typed, whole, tail, rule) in [
        ("35100000000006693", vec!["35100000000006693"], 1, "the whole number"),
        ("=\"35100000000006693\"", vec!["35100000000006693"], 1, "as a spreadsheet has it"),
        ("E2024-6693", vec!["E2024-6693"], 0, "letters"),
        ("77", vec!["77"], 0, "a short one"),
        ("6693", vec![], 3, "a tail"),
        ("06693", vec![], 2, "a tail with a zero"),
        ("693", vec![], 0, "too short a tail"),
        ("99999999999999999999999", vec![], 0, "longer than any"),
        ("", vec![], 0, "nothing"),
    ] {
        let found: Vec<_> = orders_numbered(&shop, typed).iter().map(number).collect();
        assert_eq!(found, whole, "{rule}");
        let ending = FindingOrders::begin(typed, 9).map(|mut finding| {
            while finding.step(&shop, 1) {}
            finding.found().iter().map(number).collect::<Vec<_>>()
        });
        assert_eq!(ending.iter().flatten().count(), tail, "{rule}: {ending:?}");
    }
    let mut finding = FindingOrders::begin("6693", 2).unwrap();
    assert!(!finding.step(&shop, usize::MAX), "enough is enough");
    assert_eq!(finding.found().len(), 2);
}

/// People as shops have them: some Chinese names, some nicks in letters, phones of all kinds.
fn people() -> impl Strategy<Value = Vec<(String, String, String)>> {
    let name = "[顾王张欧阳尉迟吕单曾小鱼儿总姐妈家李丽长乐行女红安a-cA-C7· ]{1,6}";
    let nick = "[a-z_]{0,3}[小鱼儿家王总]{0,2}[0-9]{0,3}";
    let phone = prop_oneof!["1[3-9][0-9]{9}", "1[3-9][0-9][*]{4}[0-9]{4}", "0571[0-9]{8}", ""];
    prop::collection::vec((name, nick, phone), 1..25)
}

fn put(texts: &mut Texts, place: usize, (name, nick, phone): &(String, String, String)) {
    texts.set(place, &[(Field::Name, name), (Field::Nick, nick), (Field::Phone, phone)]);
}

fn texts_of(people: &[(String, String, String)]) -> Texts {
    let mut texts = Texts::default();
    people.iter().enumerate().for_each(|(place, person)| put(&mut texts, place, person));
    texts
}

/// A name in letters: by its whole pinyin or its initials, of each character the reading that
/// `choice` picks.
fn spell(name: &str, whole: bool, choice: usize) -> String {
    name.chars()
        .map(|c| {
            let syllables = READINGS.of(c);
            let Some(syllable) = syllables.get(choice % syllables.len().max(1)) else {
                return c.to_string();
            };
            let letters = String::from_utf8(syllable.letters().to_vec()).unwrap();
            if whole { letters } else { letters.chars().take(1).collect() }
        })
        .collect()
}

fn is_nameless(name: &str) -> bool {
    name.chars().all(|c| c == '·' || c == ' ')
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everybody_is_found(people in people(), choice in 0_usize..4) {
        let texts = texts_of(&people);
        for (place, (name, _, phone)) in people.iter().enumerate() {
            let mut ways = Vec::new();
            if !is_nameless(name) {
                ways.push(name.clone());
                ways.extend([true, false].map(|whole| spell(name, whole, choice)));
            }
            if !phone.is_empty() && !phone.contains('*') {
                ways.extend((0..=phone.len() - 4).map(|from| phone[from..].to_owned()));
            }
            for typed in ways {
                let found = look(&texts, &typed);
                prop_assert!(found.places().any(|it| it == place), "{typed:?} finds {name:?}");
            }
        }
    }

    #[test]
    fn going_on_finds_what_a_new_search_does(
        people in people(), typed in "[0-9顾王小a-z*' ]{1,5}", of_phone in any::<bool>(), at in 0_usize..25,
        step in 1_usize..9,
    ) {
        let texts = texts_of(&people);
        let (name, _, phone) = &people[at % people.len()];
        let typed = if of_phone { format!("{phone} {typed}") } else { spell(name, true, at) + &typed };
        let mut last = Arc::new(look(&texts, ""));
        for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let query = Query::new(&typed[..end]);
            let whole = find(&texts, Some(&READINGS), &query, 10);
            last = Arc::new(last.refined(&texts, Some(&READINGS), &query, 10));
            let mut slow = Finding::begin(&Arc::default(), &texts, Some(&READINGS), &query);
            while slow.step(&texts, Some(&READINGS), step) {}
            prop_assert_eq!(&slow.end(&texts, Some(&READINGS), 10), &whole, "{} at a time", step);
            prop_assert_eq!(&last.best, &whole.best, "{:?}", &typed[..end]);
            prop_assert!(last.places().eq(whole.places()), "{:?}", &typed[..end]);
        }
    }

    #[test]
    fn a_group_is_searched_the_best_first(
        people in people(), typed in "[0-9顾王小a-z]{1,2}", from in 0_usize..25,
    ) {
        let texts = texts_of(&people);
        let hits = find(&texts, Some(&READINGS), &Query::new(&typed), usize::MAX);
        let best = || hits.best.iter().map(|hit| hit.place as u32);
        let all: Vec<u32> = (0..people.len() as u32).collect();
        prop_assert!(hits.arranged(&all).into_iter().eq(best()));
        let group = &all[from.min(all.len())..];
        let theirs = best().filter(|place| group.contains(place));
        prop_assert!(hits.arranged(group).into_iter().eq(theirs));
    }

    #[test]
    fn set_twice_is_set_once(people in people(), again in prop::collection::vec(0_usize..25, 0..60)) {
        let once = texts_of(&people);
        let mut twice = once.clone();
        for at in again.iter().map(|at| at % people.len()) {
            put(&mut twice, at, &people[at]);
        }
        for place in 0..people.len() {
            prop_assert!(once.of(place).eq(twice.of(place)));
        }
        for at in again.iter().map(|at| at % people.len()) {
            twice.set(at, &[(Field::Name, "someone else")]);
            put(&mut twice, at, &people[at]);
        }
        for place in 0..people.len() {
            prop_assert!(once.of(place).eq(twice.of(place)));
        }
    }
}
