//! How somebody is addressed, and the remark under which the seller keeps him in WeChat or 千牛
//! (NM1-NM3, NM5): surname + title + region or kind of customer. These are names, whatever language
//! the app speaks.

use std::collections::HashMap;

use super::card::{BuyingModes, Card, Sex, Suffix, Title};
use super::phone::Phone;

/// Surnames of two characters. Any other surname is one.
const COMPOUND: [&str; 40] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯",
    "轩辕", "宇文", "长孙", "端木", "百里", "东郭", "南宫", "西门", "呼延", "独孤", "澹台", "公冶",
    "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "闻人", "赫连", "万俟", "拓跋", "司空",
    "鲜于", "闾丘", "亓官", "左丘",
];

/// Surnames of one character: those of 百家姓 (Song dynasty; it holds 400 and more), behind them some
/// that are common today and missing there, from 肖 on. Left out are the few of 百家姓 that hardly
/// anybody bears and that begin a word or a given name instead: 家, 国, 师, 水, 红…
const SINGLE: &str = "\
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云\
    苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐\
    于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊\
    纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞\
    万支柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊\
    於惠甄曲封芮羿储靳汲邴糜松井段巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘\
    钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双\
    闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿边扈燕冀郏浦尚农温庄晏柴瞿阎充慕连\
    茹习宦艾鱼容向古易慎戈廖庾暨居衡步都耿满弘匡文寇广禄阙东欧殳沃蔚越夔隆巩厍聂晁勾\
    敖融冷訾辛阚那简饶曾毋沙乜鞠须丰巢关蒯相查荆游竺权逯盖桓岳帅缑亢况郈佘佴墨哈谯笪\
    阳佟言商牟\
    肖付覃檀闫代丘仝冼原占兰区尉展庹揭晋楚楼母涂漆税粟芦苑苟谌邝邸鄢隋雒鹿麦亓修衣迟\
    丛仉练撒禤尧由初郇佀宾盘战寻";

/// Surnames that are as good in a given name: 小明 and 阿强 are called so, 小李 and 阿陈 bear it.
const GIVEN_AS_WELL: &str = "华云凤花安乐平和明成梅强荣松秋景龙双桂燕文东丰山海石牛羊鱼元阳兰荆薇越隆\
    童沙江宝米贝豆鹿麦";

/// What stands before a surname in a nickname.
const BEFORE: [char; 4] = ['老', '小', '大', '阿'];

/// So many last digits of a phone tell two people apart.
const TAIL_DIGITS: usize = 4;

/// The surname of a Chinese name of two to four characters; `None` for anything else, and where the
/// name begins with none. In a nickname of two characters it stands behind: 老周.
#[must_use]
pub fn surname_of(name: &str) -> Option<&str> {
    let name = name.trim();
    let count = name.chars().count();
    if !(2..=4).contains(&count) || !name.chars().all(is_han) {
        return None;
    }
    let compound = COMPOUND.iter().find(|surname| count > 2 && name.starts_with(**surname));
    if let Some(surname) = compound {
        return name.get(..surname.len());
    }
    let mut letters = name.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let (front, behind) = name.split_at_checked(first.len_utf8())?;
    match count {
        2 if BEFORE.contains(&first) => is_borne(first, second).then_some(behind),
        // 明明 and 乐乐 are called so.
        2 => (is_surname(first) && first != second).then_some(front),
        3 => is_surname(first).then_some(front),
        // So long a name with a single surname is rather a shop's.
        _ => None,
    }
}

fn is_surname(letter: char) -> bool {
    SINGLE.contains(letter)
}

/// True where what stands behind 老, 小, 大 or 阿 is a surname; only behind 老 it nearly always is.
fn is_borne(before: char, letter: char) -> bool {
    is_surname(letter) && (before == '老' || !GIVEN_AS_WELL.contains(letter))
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// The word behind the surname.
#[must_use]
pub fn title_word(title: &Title) -> &str {
    match title {
        Title::Mister => "先生",
        Title::Madam => "女士",
        Title::Boss => "总",
        Title::Other(own) => own,
    }
}

/// The word behind the surname of one of whom no title is known.
const fn plain_title(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "女士",
        Sex::Male => "先生",
    }
}

/// The form of address (称呼): surname and title, else the name as it is; `None` without one. Where
/// the seller gave no title, the sex says which.
#[must_use]
pub fn form_of_address(card: &Card, label: &str) -> Option<String> {
    let name = card.facts.name.as_deref().unwrap_or(label).trim();
    let title = card.title.as_ref().map(title_word).or(card.sex.map(plain_title));
    let addressed = surname(card, name).zip(title);
    let addressed = addressed.map(|(surname, title)| format!("{surname}{title}"));
    addressed.or_else(|| (!name.is_empty()).then(|| name.to_owned()))
}

fn surname<'a>(card: &'a Card, name: &'a str) -> Option<&'a str> {
    card.surname.as_deref().or_else(|| surname_of(name))
}

/// The word for the kind of customer: who orders to measure, else who has goods sent on, else who
/// buys in bulk. One who sells on Taobao what is sent on for him is 淘卖.
#[must_use]
pub const fn kind_word(modes: BuyingModes, sells_on_taobao: bool) -> Option<&'static str> {
    match modes {
        BuyingModes { custom: true, .. } => Some("定制"),
        BuyingModes { dropship: true, .. } if sells_on_taobao => Some("淘卖"),
        BuyingModes { dropship: true, .. } => Some("代发"),
        BuyingModes { wholesale: true, .. } => Some("批发"),
        BuyingModes { .. } => None,
    }
}

/// Somebody who is to have a remark name.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// His card.
    pub card: &'a Card,
    /// What his key says: the name where the card has none.
    pub label: &'a str,
    /// Sells on Taobao what is sent on for him.
    pub sells_on_taobao: bool,
}

impl Named<'_> {
    /// The remark name; `default` is the shop's suffix, where the card has none of its own. Where
    /// neither says which, it is the kind, else the region.
    #[must_use]
    pub fn remark_name(&self, default: Option<&Suffix>) -> String {
        let mut name = form_of_address(self.card, self.label).unwrap_or_default();
        let kind = kind_word(self.card.modes, self.sells_on_taobao);
        let region = self.card.facts.region.as_deref();
        let suffix = match self.card.suffix.as_ref().or(default) {
            Some(Suffix::Region) => region,
            Some(Suffix::Kind) => kind,
            Some(Suffix::Nothing) => None,
            Some(Suffix::Other(own)) => Some(&**own),
            None => kind.or(region),
        };
        name.push_str(suffix.unwrap_or_default());
        name
    }

    /// What is put behind a name that another one has as well: first the region, then the last
    /// digits of the phone.
    fn further(&self, step: usize) -> Option<String> {
        let facts = &self.card.facts;
        if step == 0 {
            return facts.region.as_deref().map(str::to_owned);
        }
        let numbers = facts.phones.iter().map(|text| &**text).chain([self.label]);
        let mut real = numbers.filter_map(|text| match Phone::parse(text) {
            Some(Phone::Real(digits)) => Some(digits),
            Some(Phone::Masked(_) | Phone::Virtual { .. }) | None => None,
        });
        let digits = real.next()?;
        digits.get(digits.len().checked_sub(TAIL_DIGITS)?..).map(str::to_owned)
    }
}

/// The remark names of all these people, told apart as far as they can be (NM3).
#[must_use]
pub fn remark_names(people: &[Named<'_>], default: Option<&Suffix>) -> Vec<String> {
    let mut names: Vec<String> = people.iter().map(|it| it.remark_name(default)).collect();
    for step in 0..2 {
        let mut count: HashMap<String, usize> = HashMap::new();
        for name in &names {
            *count.entry(name.clone()).or_default() += 1;
        }
        for (name, person) in names.iter_mut().zip(people) {
            let clashes = count.get(name.as_str()).is_some_and(|count| *count > 1);
            // A region that stands there already tells nothing more.
            if let Some(more) = person.further(step).filter(|it| clashes && !name.ends_with(&**it))
            {
                name.push_str(&more);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::CardEntry;

    fn card(entries: &[CardEntry]) -> Card {
        let mut card = Card::default();
        entries.iter().for_each(|entry| card.write(entry));
        card
    }

    fn name(text: &str) -> CardEntry {
        CardEntry::Name(text.into())
    }

    fn region(text: &str) -> CardEntry {
        CardEntry::Region(text.into())
    }

    fn title(title: Title) -> CardEntry {
        CardEntry::Title(Some(title))
    }

    fn named(card: &Card) -> Named<'_> {
        Named { card, label: "nick_7", sells_on_taobao: true }
    }

    #[test]
    fn surnames() {
        for (of, surname, rule) in [
            ("李梅", Some("李"), "one character"),
            ("陈秀英", Some("陈"), "of three"),
            ("欧阳娜娜", Some("欧阳"), "a compound one"),
            ("上官云", Some("上官"), "a compound one of three"),
            ("东方", Some("东"), "two characters are surname and name"),
            ("顾", None, "one character is a surname or a name"),
            ("Gu Wei", None, "not in Chinese"),
            ("老王13900000000", None, "not a name"),
            ("上海宏达贸易", None, "a company"),
            ("老周", Some("周"), "a nickname: the surname stands behind"),
            ("小李", Some("李"), "a nickname with 小"),
            ("大刘", Some("刘"), "a nickname with 大"),
            ("阿陈", Some("陈"), "a nickname with 阿"),
            ("阿芳", None, "a nickname of a given name"),
            ("小明", None, "a given name, though some bear it as a surname"),
            ("老龙", Some("龙"), "behind 老 it is a surname"),
            ("老师", None, "a word"),
            ("明明", None, "a name said twice"),
            ("老街面馆", None, "a shop"),
            ("李记面馆", None, "a shop that begins with a surname"),
            ("小芳芳", None, "a nickname of three"),
            ("老王头", None, "a nickname of three that holds a surname"),
            ("阿依莎", None, "a given name of three"),
            ("肖云", Some("肖"), "common today, and not in 百家姓"),
            ("付晓丽", Some("付"), "the same, of three"),
            ("覃檀", Some("覃"), "the same, of two"),
            ("檀健次", Some("檀"), "the same, rare"),
            ("春天", None, "begins with no surname"),
            ("司马", Some("司"), "two characters, and the first is one"),
        ] {
            assert_eq!(surname_of(of), surname, "{rule}");
        }
    }

    #[test]
    fn the_surnames_stand_each_once() {
        let mut letters: Vec<char> = SINGLE.chars().collect();
        assert!(letters.iter().all(|letter| is_han(*letter)), "no blank from the lines");
        let count = letters.len();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), count);
        assert!(BEFORE.iter().all(|letter| !is_surname(*letter)));
    }

    #[test]
    fn worked_names() {
        let (custom, dropship) = (
            BuyingModes { custom: true, ..BuyingModes::default() },
            BuyingModes { dropship: true, ..BuyingModes::default() },
        );
        // E27, NM2.
        let li = [name("李梅"), title(Title::Madam), CardEntry::Modes(dropship)];
        let gu = [name("顾伟"), title(Title::Boss), CardEntry::Modes(custom), region("上海")];
        let mister = [name("顾伟"), title(Title::Mister), region("上海")];
        let woman = CardEntry::Sex(Some(Sex::Female));
        let own = [CardEntry::Surname("单".into()), title(Title::Other("老师".into()))];
        let other = CardEntry::Suffix(Some(Suffix::Other("熟客".into())));
        for (entries, default, expected, rule) in [
            (li.to_vec(), None, "李女士淘卖", "surname, title, kind"),
            (gu.to_vec(), None, "顾总定制", "the kind before the region"),
            (mister.to_vec(), None, "顾先生上海", "the region where there is no kind"),
            (gu.to_vec(), Some(Suffix::Region), "顾总上海", "as the shop has it"),
            (gu.to_vec(), Some(Suffix::Nothing), "顾总", "no suffix"),
            ([&gu[..], &[other]].concat(), Some(Suffix::Region), "顾总熟客", "the card's own"),
            (own.to_vec(), None, "单老师", "the surname by the seller's hand"),
            (vec![name("上海宏达贸易"), title(Title::Boss)], None, "上海宏达贸易", "no surname"),
            (vec![name("李梅")], None, "李梅", "no title: the name"),
            (vec![name("李梅"), woman.clone()], None, "李女士", "no title: the sex says which"),
            ([&gu[..], &[woman]].concat(), None, "顾总定制", "a title goes before the sex"),
            (vec![], None, "nick_7", "no name: what he is known by"),
            (vec![name("老周"), title(Title::Mister)], None, "周先生", "a nickname's surname"),
            (vec![name("小李"), title(Title::Mister)], None, "李先生", "not 小先生"),
            (vec![name("阿芳"), title(Title::Madam)], None, "阿芳", "a nickname without one"),
            (vec![name("老街面馆"), title(Title::Boss)], None, "老街面馆", "a shop: not 老总"),
        ] {
            let card = card(&entries);
            assert_eq!(named(&card).remark_name(default.as_ref()), expected, "{rule}");
        }
    }

    #[test]
    fn names_that_clash_take_the_region_then_the_last_digits() {
        let of = |where_: &str, phone: &str| {
            let phones = CardEntry::Phones(vec![phone.into()]);
            card(&[name("顾伟"), title(Title::Mister), region(where_), phones])
        };
        let people = [
            of("上海", "13900000001"),
            of("杭州", "13900000002"),
            of("杭州", "13900000003"),
            of("", "139****0003"),
            card(&[name("李梅"), title(Title::Madam)]),
        ];
        let named: Vec<Named<'_>> = people.iter().map(named).collect();
        let names = remark_names(&named, Some(&Suffix::Nothing));
        assert_eq!(names, ["顾先生上海", "顾先生杭州0002", "顾先生杭州0003", "顾先生", "李女士"]);
        let names = remark_names(&named, Some(&Suffix::Region));
        assert_eq!(names, ["顾先生上海", "顾先生杭州0002", "顾先生杭州0003", "顾先生", "李女士"]);
    }
}
