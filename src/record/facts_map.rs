//! The same facts with their prose turned into something else: Markdown into HTML.

use super::{AssessmentStep, Award, Facts, Lot, Procedure, Response};

impl<P> Facts<P> {
    /// The same facts with their prose turned into something else, in the order of the page.
    pub fn map<Q>(&self, turn: &mut impl FnMut(&P) -> Q) -> Facts<Q> {
        Facts {
            kind: self.kind,
            title: self.title.clone(),
            headline: self.headline.clone(),
            reference: self.reference.clone(),
            author: self.author.clone(),
            body: self.body.as_ref().map(&mut *turn),
            organization: self.organization.map(turn),
            intermediary: self.intermediary.clone(),
            procedure: self.procedure.as_ref().map(|procedure| procedure.map(turn)),
            location: self.location.clone(),
            hours: self.hours.clone(),
            work_days: self.work_days.clone(),
            contract: self.contract.clone(),
            positions: self.positions,
            education: self.education.clone(),
            scale: self.scale.clone(),
            salary: self.salary.clone(),
            rate: self.rate.clone(),
            fee: self.fee.clone(),
            knockout: self.knockout.clone(),
            award: self.award.as_ref().map(|award| award.map(turn)),
            wishes: self.wishes.clone(),
            competences: self.competences.clone(),
            tasks: self.tasks.clone(),
            requirements: self.requirements.clone(),
            assessment: self.assessment.iter().map(|step| step.map(turn)).collect(),
            cv: self.cv.clone(),
            conditions: self.conditions.clone(),
            response: self.response.map(turn),
            questions: self.questions.clone(),
            standstill: self.standstill.clone(),
            contacts: self.contacts.clone(),
            eligibility: self.eligibility.clone(),
            lang: self.lang.clone(),
        }
    }
}

impl<P> Procedure<P> {
    fn map<Q>(&self, turn: &mut impl FnMut(&P) -> Q) -> Procedure<Q> {
        let lot = |lot: &Lot<P>| Lot {
            nr: lot.nr.clone(),
            title: lot.title.clone(),
            text: lot.text.as_ref().map(&mut *turn),
        };
        Procedure {
            sort: self.sort.clone(),
            name: self.name.clone(),
            eu: self.eu,
            cpv: self.cpv.clone(),
            lots: self.lots.iter().map(lot).collect(),
        }
    }
}

impl<P> Award<P> {
    fn map<Q>(&self, turn: &mut impl FnMut(&P) -> Q) -> Award<Q> {
        Award {
            total: self.total,
            unit: self.unit.clone(),
            tie_break: self.tie_break.clone(),
            decision_text: self.decision_text.as_ref().map(turn),
            criteria: self.criteria.clone(),
        }
    }
}

impl<P> AssessmentStep<P> {
    fn map<Q>(&self, turn: &mut impl FnMut(&P) -> Q) -> AssessmentStep<Q> {
        AssessmentStep {
            title: self.title.clone(),
            text: self.text.as_ref().map(turn),
            by: self.by.clone(),
            on: self.on.clone(),
            criteria: self.criteria.clone(),
            max_candidates: self.max_candidates,
            min_candidates: self.min_candidates,
            panel_min: self.panel_min,
            pass_mark: self.pass_mark.clone(),
            tie_break: self.tie_break.clone(),
            fallback: self.fallback.clone(),
            when: self.when.clone(),
        }
    }
}

impl<P> Response<P> {
    fn map<Q>(&self, turn: &mut impl FnMut(&P) -> Q) -> Response<Q> {
        Response {
            bound: self.bound,
            how: self.how.clone(),
            url: self.url.clone(),
            email: self.email.clone(),
            instructions: self.instructions.as_ref().map(turn),
        }
    }
}
