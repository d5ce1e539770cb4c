//! Having orders, customers or contacts written for other programs, in the porter. What holds
//! phones or addresses is only handed over after one more word of the seller.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use super::backup::{file_name, packed};
use crate::domain::figures::{Basis, CountingRule};
use crate::domain::shop::Shop;
use crate::format::export::customers::StageWords;
use crate::format::export::privacy::Carried;
use crate::format::export::{Column, TitleLang};
use crate::porter::call::{Errand, Told};
use crate::porter::message::{Ask, ExportAsk, ExportWhat, TableForm, Tell};
use crate::store::files::MadeFile;
use crate::ui::i18n::{Locale, td_string};

/// What the seller wants written.
#[derive(Clone, Debug)]
pub struct ExportChoice {
    /// What, and as what.
    pub what: ExportWhat,
    /// Which columns.
    pub columns: Vec<Column>,
    /// The places of those whom it is about; `None` = everybody.
    pub people: Option<Arc<Vec<u32>>>,
}

/// Where an export stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ExportStatus {
    /// None is being made.
    #[default]
    Idle,
    /// Thousandths that are written.
    Writing(u16),
    /// It is made, and waits for the seller's word.
    Asking(Arc<ExportMade>),
    /// It was handed to the browser.
    Made(Arc<ExportMade>),
    /// There is nothing to write: nobody has a phone number.
    Nobody,
    /// A workbook has fewer rows.
    TooManyRows,
    /// It could not be made.
    Broken,
}

/// An export that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportMade {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Rows, or cards, in it.
    pub rows: u64,
    /// What of other people is in it.
    pub carried: Carried,
}

impl State {
    /// Writes what the seller chose.
    pub fn make_export(self, choice: ExportChoice) {
        let Some(desk) = self.desk.get_value() else { return };
        self.export.set(ExportStatus::Writing(0));
        spawn_local(async move {
            let shop = desk.snapshot();
            let status = match self.write_export(&shop, choice).await {
                Ok((file, made)) => {
                    self.hands.update_value(|it| it.exported = Some(file));
                    ExportStatus::Asking(Arc::new(made))
                }
                Err(status) => status,
            };
            match status {
                ExportStatus::Asking(made) if made.carried.is_nothing() => self.hand_over(made),
                status => self.export.set(status),
            }
        });
    }

    /// The seller has read what is in it.
    pub fn confirm_export(self) {
        if let ExportStatus::Asking(made) = self.export.get_untracked() {
            self.hand_over(made);
        }
    }

    /// He does not want it any more.
    pub fn drop_export(self) {
        self.hands.update_value(|it| it.exported = None);
        self.export.set(ExportStatus::Idle);
    }

    fn hand_over(self, made: Arc<ExportMade>) {
        let mut file = None;
        self.hands.update_value(|it| file = it.exported.take());
        let saved = file.is_some_and(|file| file.save().is_ok());
        self.export.set(if saved { ExportStatus::Made(made) } else { ExportStatus::Broken });
    }

    async fn write_export(
        self,
        shop: &Shop,
        choice: ExportChoice,
    ) -> Result<(MadeFile, ExportMade), ExportStatus> {
        let is_contacts = choice.what == ExportWhat::Contacts;
        let ask = self.export_ask(shop, choice);
        let (parcel, buffers) = packed(shop).await;
        let ask = Ask::Export(ExportAsk { shop: parcel, ..ask });
        let broken = |_| ExportStatus::Broken;
        let mut errand = Errand::send(&ask, &[], buffers).await.map_err(broken)?;
        loop {
            let Told { tell, file, .. } = errand.next().await.map_err(broken)?;
            match tell {
                Tell::Writing(permille) => self.export.set(ExportStatus::Writing(permille)),
                Tell::Exported { rows, carried } => {
                    if rows == 0 && is_contacts {
                        return Err(ExportStatus::Nobody);
                    }
                    let file = file.ok_or(ExportStatus::Broken)?;
                    let (name, bytes) = (file.picked().name(), file.size());
                    return Ok((file, ExportMade { name, bytes, rows, carried }));
                }
                Tell::TooManyRows => return Err(ExportStatus::TooManyRows),
                Tell::Ready
                | Tell::Reading(_)
                | Tell::Staged(_)
                | Tell::Unknown(_)
                | Tell::Restored(_)
                | Tell::Refused(_)
                | Tell::NotSealed(_)
                | Tell::Checking
                | Tell::Made { .. }
                | Tell::Readings
                | Tell::Demo(_)
                | Tell::Broken => return Err(ExportStatus::Broken),
            }
        }
    }

    fn export_ask(self, shop: &Shop, choice: ExportChoice) -> ExportAsk {
        let ExportChoice { what, columns, people } = choice;
        let (lang, today) = (self.lang.get_untracked(), self.today());
        let figures = self.figures.get_untracked();
        let basis = figures.map_or_else(|| Basis::as_of(today), |figures| figures.basis.clone());
        let (word, form) = match what {
            ExportWhat::Orders(form) => (td_string!(lang, export.file_orders), Some(form)),
            ExportWhat::Customers(form) => (td_string!(lang, export.file_customers), Some(form)),
            ExportWhat::Contacts => (td_string!(lang, export.file_contacts), None),
        };
        let ending = match form {
            Some(TableForm::Csv) => "csv",
            Some(TableForm::Workbook) => "xlsx",
            None => "vcf",
        };
        ExportAsk {
            shop: Default::default(),
            name: file_name(shop, &format!("{word}-{today}.{ending}")),
            what,
            lang: title_lang(lang),
            columns,
            people: people.map(|people| people.to_vec()),
            stages: stage_words(lang),
            as_of: basis.as_of.number(),
            known_on: basis.known_on.number(),
            counts_each_order: basis.rule == CountingRule::EachOrder,
            rfm_window_days: basis.rfm_window_days,
            today: today.number(),
        }
    }
}

/// The language of titles.
#[must_use]
pub fn title_lang(lang: Locale) -> TitleLang {
    match lang {
        Locale::zh => TitleLang::Zh,
        Locale::en => TitleLang::En,
    }
}

fn stage_words(lang: Locale) -> StageWords {
    let new = td_string!(lang, stage.new_customer);
    StageWords {
        potential: td_string!(lang, stage.potential).to_owned(),
        new: [new, new, new].map(str::to_owned),
        active: td_string!(lang, stage.active).to_owned(),
        high_save: td_string!(lang, stage.high_save).to_owned(),
        low_save: td_string!(lang, stage.low_save).to_owned(),
        lost: td_string!(lang, stage.lost).to_owned(),
    }
}
