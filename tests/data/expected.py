"""Says what the samples in cn_export hold, with the standard library and nothing of the app.

Run from the repository: python3 tests/data/expected.py
It reads the samples and writes expected_youzan.json, expected_items.json, expected_1688_short.json
and expected_people.json beside them. The rules are those of the app's handbook, written anew here.
"""
import csv, datetime, json, os, re

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cn_export")
MOBILE = re.compile(r"1\d{10}")


def rows(name, encoding):
    with open(os.path.join(HERE, name), encoding=encoding, newline="") as file:
        lines = list(csv.reader(file))
    titles = [title.strip().replace("（", "(").replace("）", ")") for title in lines[0]]
    first = {}
    for at, title in enumerate(titles):
        first.setdefault(title, at)
    plain = lambda cell: re.sub(r'^="(.*)"$', r"\1", cell.strip()).strip().lstrip("'").strip()
    return [{title: plain(line[at]) if at < len(line) else "" for title, at in first.items()} for line in lines[1:]]


def cents(text):
    text = text.replace(",", "").replace("￥", "").replace("¥", "").replace("元", "").strip()
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, part = text.partition(".")
    return sign * (int(whole or 0) * 100 + int((part + "00")[:2]))


def write(name, value):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")


def net(paid, postage, refund):
    goods = paid - postage
    return max(0, goods - min(refund, max(goods, 0)))


def counts(row_paid, postage, refund, status, valid):
    goods = row_paid - postage
    return status in valid and not (goods > 0 and refund >= goods)


def youzan():
    lines = rows("youzan_orders_60col_utf8.csv", "utf-8-sig")
    valid = {"待发货", "待收货", "已发货", "商家已发货", "交易完成"}
    seen = {line["订单状态"] for line in lines}
    assert seen <= valid | {"交易关闭", "待付款"}, seen
    orders = [(line["买家昵称"] or line["买家手机号"], cents(line["订单实付金额"]), cents(line["运费"] or "0"),
               cents(line["订单已退款金额"] or "0"), line["订单状态"], line["订单创建时间"][:10]) for line in lines]
    kept = [it for it in orders if counts(it[1], it[2], it[3], it[4], valid)]
    write("expected_youzan.json", {
        "rows": len(lines), "orders": len({line["订单号"] for line in lines}),
        "valid_orders": len(kept), "customers": len({it[0] for it in kept}),
        "paid_cents": sum(it[1] for it in kept), "postage_cents": sum(it[2] for it in kept),
        "refund_cents": sum(it[3] for it in kept), "net_cents": sum(net(*it[1:4]) for it in kept),
        "first_day": min(it[5] for it in kept), "last_day": max(it[5] for it in kept)})


def items():
    goods = rows("ExportOrderDetailList_10col_gbk.csv", "gbk")
    orders = {line["订单编号"] for line in rows("ExportOrderList_46col_gbk.csv", "gb18030")}
    lines = [line for line in goods if line["订单编号"] in orders]
    of = {}
    for line in lines:
        of.setdefault(line["订单编号"], []).append(line)
    write("expected_items.json", {
        "rows": len(goods), "lines_of_known_orders": len(lines), "lines_of_unknown_orders": len(goods) - len(lines),
        "orders_with_lines": len(of), "most_lines_of_one_order": max(map(len, of.values())),
        "units": sum(int(line["购买数量"]) for line in lines),
        "goods_cents": sum(cents(line["价格"]) * int(line["购买数量"]) for line in lines)})


def short_1688():
    result = {}
    for columns in (28, 31, 49):
        lines = rows(f"1688_orders_{columns}col_gbk.csv", "gbk")
        skus = [title for title in ("单品货号", "货号", "SKU ID", "Offer ID") if title in lines[0]]
        result[str(columns)] = {
            "rows": len(lines), "orders": sum(1 for line in lines if line["订单编号"]),
            "continued": sum(1 for line in lines if not line["订单编号"]),
            "units": sum(int(line["数量"]) for line in lines),
            "goods_cents": sum(cents(line["单价(元)"]) * int(line["数量"]) for line in lines),
            "skus": sorted({next((line[title] for title in skus if line[title]), "") for line in lines})}
    write("expected_1688_short.json", result)


def person(key, **facts):
    return {"key": key, **{name: value for name, value in facts.items() if value}}


def phones_of(cells):
    """Sorted phones, the first one that is whole, and what is left of the cells."""
    found, first, rest = [], "", []
    for title, cell in cells:
        cell = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in cell)
        left = []
        for piece in re.split(r"[/、;；| ]", cell):
            digits = re.sub(r"\D", "", piece)
            if re.fullmatch(r"1\d{10}-\d{3,6}", piece) or "*" in piece:
                found.append(piece)
            elif MOBILE.fullmatch(piece) or re.fullmatch(r"0\d{2,3}-?\d{7,8}", piece):
                found.append(digits)
                first = first or digits
            elif piece:
                left.append(piece)
        if left:
            rest.append(f"{title}: {' '.join(left)}")
    return sorted(set(found)), first, rest


def youzan_people():
    people, problems = [], []
    for at, line in enumerate(rows("youzan_customers_34col.csv", "utf-8")):
        phones, whole, _ = phones_of([("", line["客户手机号"])])
        points_read = line["客户积分"].isdigit()
        if not points_read:
            problems.append([at + 2, "points", "number_unreadable"])
        key = f"nick youzan {line['客户昵称']}" if line["客户昵称"] else f"phone {whole}" if whole else \
            f"name {line['客户姓名']} {' '.join(filter(None, [line['省份'], line['城市']]))}".strip() if line["客户姓名"] else None
        if key is None:
            problems.append([at + 2, "name", "nobody_named"])
            continue
        stored = cents(line["客户储值余额"])
        people.append(person(
            key, name=line["客户姓名"], phones=phones, wechat=line["微信号"],
            region=" ".join(filter(None, [line["省份"], line["城市"]])),
            birthday={"1990-05-12": "1990-5-12", "5月20日": "?-5-20", "": ""}[line["生日"]],
            tags=sorted(re.split("[, ]", line["客户标签"])) if line["客户标签"] else [],
            remarks=sorted(filter(None, [line["备注"], f"客户储值余额: {line['客户储值余额']}" if stored else "",
                                        "" if points_read else f"客户积分: {line['客户积分']}"])),
            since=line["成为客户时间"][:10], tier=line["会员等级"],
            points=line["客户积分"] if points_read else "", purchases=line["消费次数"], amount_cents=str(cents(line["消费金额"]))))
    return {"people": people, "problems": problems}


# What follows was read by eye from samples.py, for the point of these files is what is odd in them.
LIST = {"problems": [[4, "birthday", "date_unreadable"], [5, "name", "nobody_named"], [8, "birthday", "date_unreadable"], [10, "points", "number_unreadable"], [11, "points", "number_unreadable"]], "people": [
    person("phone 14000000101", name="顾总定制 14000000101", phones=["14000000101"], birthday="lunar ?-5-12", region="浙江",
           tags=["定制", "批发"], remarks=["要&快"], points="100", amount_cents="120050", tier="金卡"),
    person("nick taobao t_demo_102", name="陈样例", phones=["14000000102", "14000000103"], wechat="wx_102", birthday="1990-5-12",
           tags=["老客户", "茶友"], remarks=["QQ: 10001"]),
    person("phone 14000000104", name="李姐(Lily)", phones=["057188880000", "14000000104"], address="测试街道示例路1号",
           remarks=["生日: 不记得了"], points="0", amount_cents="0"),
    person("name 王样例", name="王样例", phones=["140****0106"], birthday="lunar ?-12-23", tags=["VIP 2024"], remarks=["a=b"]),
    person("wechat wx_107", name="赵样例", wechat="wx_107", phones=["14000000107-1234"], birthday="?-5-12", tags=["瓷器", "茶"]),
    person("phone 14000000108", name="钱样例", phones=["14000000108"], remarks=["手机号: 微信同号", "生日: 1989-02-29"]),
    person("phone 14000000109", name="孙样例", phones=["14000000109"], birthday="1988-12-31", points="8", amount_cents="9900", tier="银卡"),
    person("phone 14000000110", name="周样例", phones=["14000000110"], remarks=["积分: 一千"]),
    person("phone 14000000111", name="吴样例", phones=["14000000111"], remarks=["积分: 12.5"]),
]}
CARDS_21 = {"problems": [[48, "name", "nobody_named"]], "people": [
    person("phone 14000000201", name="陈样例", company="样例茶行", phones=["057188880000", "14000000201"], birthday="1990-5-12",
           remarks=["每年清明前来买茶，要提前半个月告诉她今年的价格，喜欢清淡的"]),
    person("phone 14000000202", name="顾样例", wechat="wx_202", phones=["14000000202"], address="Zhejiang Hangzhou Test Road 1"),
    person("phone 14000000203", name="Anna Demo", phones=["14000000203"]),
]}
CARDS_30 = {"problems": [[28, "name", "nobody_named"]], "people": [
    person("phone 14000000301", name="李样例", nick="阿样", company="样例制品厂 采购部", wechat="wx_301",
           phones=["14000000301", "14000000302"], birthday="?-5-12", address="中国 浙江省 余杭区 测试街道示例路2号, 3栋",
           tags=["批发", "老客户"], remarks=["EMAIL: li@example.invalid", "第一行 第二行, 有逗号; " + "很长" * 11]),
    person("phone 14000000303", name="王样例", wechat="wx_303", phones=["14000000303"], birthday="?-5-12"),
    person("phone 14000000304", name="赵样例 14000000304", phones=["14000000304"]),
]}


youzan()
items()
short_1688()
write("expected_people.json", {"youzan_customers_34col.csv": youzan_people(), "customer_list_gbk.csv": LIST,
                               "contacts_21.vcf": CARDS_21, "contacts_30.vcf": CARDS_30})
