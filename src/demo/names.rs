//! Names, nicks and places, all made up. A whole name that many know somebody by is never drawn.

use hashbrown::HashSet;

use super::random::Random;

/// The ten most frequent are two in five of all.
const FREQUENT_SURNAMES: [&str; 10] = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"];

const SURNAMES: [&str; 60] = [
    "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗", "郑", "梁", "谢", "宋", "唐", "许",
    "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "袁", "潘", "于", "蒋", "蔡", "余", "杜",
    "叶", "程", "苏", "魏", "吕", "丁", "任", "沈", "姚", "卢", "姜", "崔", "钟", "谭", "陆", "汪",
    "范", "金", "石", "廖", "贾", "夏", "韦", "付", "方", "白", "邹", "孟",
];

const RARE_SURNAMES: [&str; 8] = ["欧阳", "上官", "单", "仇", "解", "区", "查", "曾"];

/// By the decade of birth: the fifties, the seventies, the nineties, after 2000.
const GIVEN: [(u32, &[&str]); 4] = [
    (
        20,
        &[
            "建国", "秀英", "桂兰", "玉珍", "淑珍", "美珍", "水根", "阿根", "金凤", "月娥", "彩凤",
            "福根", "来娣", "招娣", "宝珠", "银花",
        ],
    ),
    (
        42,
        &[
            "伟", "丽", "敏", "燕", "军", "红梅", "晓燕", "海燕", "建华", "文斌", "玲玲", "丽华",
            "卫平", "小红", "国平", "雪琴", "爱珍", "永强", "春燕", "志刚",
        ],
    ),
    (
        32,
        &[
            "婷", "浩", "思远", "雨晴", "晓雯", "嘉豪", "梦洁", "志豪", "晨曦", "欣怡", "佳慧",
            "文静", "丹丹", "倩倩", "鹏程", "露露", "旭东", "雅婷",
        ],
    ),
    (6, &["子涵", "梓萱", "子轩", "雨桐", "一诺", "欣妍", "梓睿", "诗涵"]),
];

/// Names by which many know somebody, among those that could be drawn.
const NOT_THESE: [&str; 24] = [
    "王建国",
    "李建国",
    "张伟",
    "王伟",
    "刘伟",
    "李伟",
    "王军",
    "张军",
    "李敏",
    "刘敏",
    "陈浩",
    "王婷",
    "李婷",
    "陈婷",
    "王丽",
    "刘丽",
    "马丽",
    "陈建华",
    "宋丹丹",
    "李雪琴",
    "赵丽华",
    "叶海燕",
    "王海燕",
    "李思远",
];

const NICK_WORDS: [&str; 40] = [
    "小鱼儿",
    "枣糕",
    "南风",
    "青团",
    "米粒",
    "阿布",
    "柚子",
    "桃子",
    "糖豆",
    "麦芽",
    "云朵",
    "橙子",
    "石榴",
    "核桃",
    "板栗",
    "大白",
    "小满",
    "立夏",
    "豆包",
    "奶茶",
    "木木",
    "可乐",
    "芝麻",
    "年糕",
    "布丁",
    "猫爪",
    "早早",
    "丸子",
    "酒酿",
    "花卷",
    "橘猫",
    "松子",
    "山楂",
    "茶叶蛋",
    "雪梨",
    "月牙",
    "海盐",
    "梅子",
    "团子",
    "薄荷",
];

const SHOP_OWNERS: [&str; 20] = [
    "阿芳",
    "惠民",
    "兄弟",
    "老陈",
    "阿强",
    "福来",
    "顺发",
    "小李",
    "江南",
    "好邻居",
    "阿珍",
    "家和",
    "金桂",
    "四季",
    "老街",
    "吉祥",
    "大众",
    "春风",
    "湖畔",
    "老地方",
];

const SHOP_TRADES: [&str; 8] =
    ["小卖部", "便利店", "食堂", "烧烤", "副食店", "棋牌室", "面馆", "水果店"];

/// In percent; the first is where the stall stands.
const REGIONS: [(u32, &str); 17] = [
    (29, HOME),
    (8, "浙江宁波"),
    (5, "浙江绍兴"),
    (4, "浙江嘉兴"),
    (14, "江苏"),
    (11, "上海"),
    (6, "安徽"),
    (6, "广东"),
    (4, "山东"),
    (3, "福建"),
    (2, "北京"),
    (2, "河南"),
    (2, "湖北"),
    (1, "江西"),
    (1, "四川"),
    (1, "湖南"),
    (1, "辽宁"),
];

/// Where the shop is.
pub(super) const HOME: &str = "浙江杭州";

/// Where somebody lives.
pub(super) fn region(random: &mut Random) -> &'static str {
    random.weighted(&REGIONS)
}

/// A name of a person.
pub(super) fn person(random: &mut Random) -> String {
    loop {
        let surname = match random.below(100) {
            0..40 => random.pick(&FREQUENT_SURNAMES),
            40..99 => random.pick(&SURNAMES),
            _ => random.pick(&RARE_SURNAMES),
        };
        let given: &[&str] = random.weighted(&GIVEN);
        let name = format!("{surname}{}", random.pick(given));
        if !NOT_THESE.contains(&name.as_str()) {
            return name;
        }
    }
}

/// Names that are given once.
#[derive(Debug, Default)]
pub(super) struct Once(HashSet<Box<str>>);

impl Once {
    /// Draws until the name is new.
    pub(super) fn draw(&mut self, mut name: impl FnMut() -> String) -> Box<str> {
        loop {
            let name = name().into_boxed_str();
            if self.0.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// A nick, the way they are written.
pub(super) fn nick(random: &mut Random) -> String {
    let word = random.pick(&NICK_WORDS);
    match random.below(10) {
        0..3 => format!("t_{}{word}", random.between(1, 99)),
        3..7 => format!("{word}{:02}{:02}", random.between(1, 12), random.between(1, 28)),
        7..9 => format!("{word}{}{}", random.pick(&NICK_WORDS), random.between(1, 99)),
        _ => format!("tb{}***{}", random.between(10, 99), random.between(10, 99)),
    }
}

/// A small shop or a canteen.
pub(super) fn small_shop(random: &mut Random) -> String {
    match random.below(12) {
        0 => format!("第{}小学食堂", random.pick(&["一", "二", "三", "四", "五", "六"])),
        _ => format!("{}{}", random.pick(&SHOP_OWNERS), random.pick(&SHOP_TRADES)),
    }
}

/// A company that there is not.
pub(super) fn company(random: &mut Random) -> String {
    let place = random.pick(&["杭州", "宁波", "上海", "苏州"]);
    let name = random.pick(&["福源", "宏达", "安康", "明远", "嘉禾", "聚友"]);
    let trade = random.pick(&["商贸", "电子", "服饰", "物流", "文化"]);
    format!("{place}样例{name}{trade}有限公司")
}

/// An address that leads nowhere.
pub(super) fn address(random: &mut Random) -> String {
    let district = random.pick(&["上城区", "拱墅区", "西湖区", "滨江区", "余杭区"]);
    format!("{district}样例路{}号", random.between(1, 300))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_as_frequent_as_they_are() {
        let mut random = Random::new(3, 3);
        let names: Vec<String> = (0..10_000).map(|_| person(&mut random)).collect();
        let share = |of: &[&str]| {
            names.iter().filter(|name| of.iter().any(|it| name.starts_with(it))).count() / 100
        };
        assert!((37..=42).contains(&share(&FREQUENT_SURNAMES)), "{}", share(&FREQUENT_SURNAMES));
        assert!(names.iter().any(|name| name.starts_with("欧阳")));
        assert!(names.iter().all(|name| !NOT_THESE.contains(&name.as_str())));
    }

    #[test]
    fn a_name_that_is_given_is_gone() {
        let mut random = Random::new(1, 1);
        let mut once = Once::default();
        let drawn: HashSet<_> =
            (0..40).map(|_| once.draw(|| random.below(50).to_string())).collect();
        assert_eq!(drawn.len(), 40);
    }

    #[test]
    fn the_regions_are_all_of_them() {
        assert_eq!(REGIONS.iter().map(|(percent, _)| percent).sum::<u32>(), 100);
    }
}
