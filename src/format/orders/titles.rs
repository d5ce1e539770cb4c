//! Which title of a table that is no known export means which field, by usual words.

use crate::format::mapping::Field;

/// Usual titles of any other table, in lower case without blanks, dashes and underscores.
const USUAL: &[(Field, &[&str])] = &[
    (
        Field::Customer,
        &[
            "customer",
            "customerid",
            "customername",
            "customerno",
            "client",
            "clientid",
            "buyer",
            "buyerid",
            "member",
            "memberid",
            "userid",
            "客户",
            "客户名称",
            "客户编号",
            "客户id",
            "会员",
            "会员名",
            "会员编号",
            "会员id",
            "买家",
            "买家id",
            "购买人",
            "用户id",
        ],
    ),
    (Field::Nick, &["nick", "nickname", "旺旺", "旺旺号", "昵称", "买家会员名", "买家昵称"]),
    (
        Field::Phone,
        &[
            "phone",
            "mobile",
            "tel",
            "telephone",
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "客户手机号",
            "联系电话",
            "买家手机",
        ],
    ),
    (Field::Wechat, &["wechat", "wechatid", "weixin", "微信", "微信号"]),
    (Field::Name, &["name", "fullname", "姓名", "客户姓名", "称呼"]),
    (Field::Company, &["company", "公司", "公司名", "公司名称", "单位"]),
    (
        Field::OrderId,
        &[
            "orderid",
            "orderno",
            "ordernumber",
            "order",
            "invoice",
            "invoiceno",
            "invoiceid",
            "transactionid",
            "订单",
            "订单号",
            "订单编号",
            "单号",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "orderdate",
            "invoicedate",
            "createdat",
            "created",
            "createtime",
            "ordertime",
            "purchasedate",
            "日期",
            "时间",
            "下单时间",
            "下单日期",
            "订单创建时间",
            "创建时间",
            "订单日期",
            "购买日期",
            "购买时间",
        ],
    ),
    (Field::PaidAt, &["paidat", "paymentdate", "付款时间", "支付时间", "订单付款时间"]),
    (Field::DeliveredAt, &["deliveredat", "deliverydate", "收货时间", "确认收货时间", "签收时间"]),
    (
        Field::Paid,
        &["paid", "paidamount", "实付", "实付款", "实付金额", "实付款(元)", "实收", "实收金额"],
    ),
    (
        Field::Amount,
        &[
            "amount",
            "total",
            "totalamount",
            "sum",
            "money",
            "sales",
            "revenue",
            "linetotal",
            "金额",
            "总金额",
            "总额",
            "订单金额",
            "消费金额",
            "合计",
        ],
    ),
    (Field::Refund, &["refund", "refundamount", "refunded", "退款", "退款金额"]),
    (Field::Postage, &["postage", "shipping", "shippingfee", "freight", "邮费", "运费", "快递费"]),
    (Field::Status, &["status", "orderstatus", "state", "状态", "订单状态"]),
    (
        Field::Sku,
        &["sku", "skuid", "stockcode", "productid", "itemid", "商品编码", "商家编码", "货号"],
    ),
    (
        Field::Item,
        &[
            "item",
            "itemname",
            "product",
            "productname",
            "description",
            "title",
            "商品",
            "商品名称",
            "品名",
            "货品",
            "宝贝标题",
            "货品标题",
        ],
    ),
    (Field::Category, &["category", "类目", "分类", "品类"]),
    (Field::Quantity, &["quantity", "qty", "count", "units", "数量", "件数", "购买数量"]),
    (Field::UnitPrice, &["unitprice", "price", "单价", "价格"]),
    (Field::Region, &["region", "country", "city", "province", "地区", "省份", "城市", "区域"]),
    (Field::Remark, &["remark", "remarks", "note", "notes", "comment", "备注"]),
];

/// The title without what people write differently.
#[must_use]
pub fn plain(title: &str) -> String {
    title
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '：' | ':' | '\u{feff}' | '*'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect()
}

/// The field that a title of an unknown table most likely means.
#[must_use]
pub fn usual(title: &str) -> Option<Field> {
    let plain = plain(title);
    USUAL.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_titles() {
        for (title, field) in [
            ("CustomerID", Some(Field::Customer)),
            ("Invoice No", Some(Field::OrderId)),
            ("下单时间", Some(Field::Date)),
            ("实付款（元）", Some(Field::Paid)),
            (" Unit_Price ", Some(Field::UnitPrice)),
            ("whatever", None),
        ] {
            assert_eq!(usual(title), field, "{title}");
        }
    }

    #[test]
    fn no_title_means_two_fields() {
        let mut words: Vec<&str> = USUAL.iter().flat_map(|(_, words)| *words).copied().collect();
        assert!(words.iter().all(|word| plain(word) == *word));
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
    }
}
