package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/disagreement"
	"grounded/analysis/reconciliation"
	"grounded/codebook/problem"
)

// decisionFields are what a line of decisions may say.
var decisionFields = []string{"left_ids", "right_ids", "take", "code", "drawn", "reason"}

// read takes decisions from a file over, all of them or none.
func (r *reconciler) read(ctx context.Context, o reconcileOptions) error {
	src, name, err := r.env.readFile(o.Decisions)
	if err != nil {
		return err
	}
	read, undecided, err := readDecisions(name, src)
	if err != nil {
		return err
	}
	var all []decided
	var bad faults
	stale := 0
	for _, d := range read {
		if d.fault == nil {
			d.fault = r.find(&d)
		}
		if d.fault != nil && d.replayed {
			stale++
			continue
		}
		if i := slices.IndexFunc(all, func(other decided) bool { return other.SameItem(d.Decision) }); d.fault == nil && i >= 0 {
			d.fault = errors.New("this is decided a second time, first at " + all[i].line)
		}
		if d.fault == nil && d.Take == reconciliation.Redraw {
			_, d.fault = drawnAnew(d.item, d.Drawn)
		}
		if d.fault != nil {
			bad.add(d.line, d.fault.Error())
		}
		all = append(all, d)
	}
	if n := bad.count(); n > 0 {
		return fmt.Errorf("%s\nnothing was decided, since %d of %s cannot be taken", bad, n, count(len(all), "decision"))
	}
	did, err := r.settle(ctx, manner(o.DryRun), all)
	if err != nil {
		return err
	}
	parts := []string{count(did.codings, "coding") + " made"}
	if did.removed > 0 {
		parts = append(parts, fmt.Sprintf("%d of former decisions removed", did.removed))
	}
	if did.codes > 0 {
		parts = append(parts, count(did.codes, "new code"))
	}
	if did.same > 0 {
		parts = append(parts, fmt.Sprintf("%d decided so already", did.same))
	}
	if stale > 0 {
		parts = append(parts, fmt.Sprintf("%s passed over, which %s about no disagreement of now", count(stale, "decision"), isOrAre(stale)))
	}
	if undecided > 0 {
		parts = append(parts, fmt.Sprintf("%s without a decision passed over", count(undecided, "line")))
	}
	took := "took"
	if o.DryRun {
		took = "would have taken"
	}
	r.env.note("%s %s into %s: %s", took, count(len(all), "decision"), r.into.ID, strings.Join(parts, ", "))
	return nil
}

// readDecisions reads a file of decisions as this program keeps it, or a table, of
// which a line may have a fault; lines that say no take are counted alone.
func readDecisions(name string, src []byte) (all []decided, undecided int, err error) {
	if strings.HasSuffix(name, ".toml") || bytes.Contains(src, []byte("[[decision]]")) {
		log, problems := reconciliation.Decode(name, src)
		if err := problem.Fatal(problems); err != nil {
			return nil, 0, err
		}
		for i, d := range log.Decisions {
			d.Made = nil
			all = append(all, decided{Decision: d, line: fmt.Sprintf("%s: decision %d", name, i+1), replayed: true})
		}
		return all, 0, nil
	}
	form := tableForm{fields: decisionFields, header: func(name string, header []string) error {
		if !slices.Contains(header, "take") {
			return fmt.Errorf("%s:1: no column is called take, which says what becomes of each: left, right, both, redraw, neither or open", name)
		}
		return nil
	}}
	records, err := form.records(name, src)
	if err != nil {
		return nil, 0, err
	}
	for _, record := range records {
		f := record.fields
		if record.fault == nil && strings.TrimSpace(f["take"]) == "" {
			undecided++
			continue
		}
		d := reconciliation.Decision{Left: listed(f["left_ids"]), Right: listed(f["right_ids"]), Take: reconciliation.Take(strings.ToLower(strings.TrimSpace(f["take"]))),
			Code: f["code"], Drawn: f["drawn"], Reason: f["reason"]}
		all = append(all, decided{Decision: d, line: record.line, fault: errors.Join(record.fault, d.Check())})
	}
	return all, undecided, nil
}

// listed reads a list as a cell holds it.
func listed(cell string) []string {
	var out []string
	for _, id := range strings.Split(cell, ";") {
		if id = strings.TrimSpace(id); id != "" {
			out = append(out, id)
		}
	}
	return out
}

// find finds the item that a decision is about. Decisions taken the other way round
// are turned.
func (r *reconciler) find(d *decided) error {
	turned := d.Decision
	turned.Left, turned.Right = d.Right, d.Left
	switch d.Take {
	case reconciliation.Left:
		turned.Take = reconciliation.Right
	case reconciliation.Right:
		turned.Take = reconciliation.Left
	}
	for _, item := range r.found.Items {
		about := reconciliation.About(item)
		switch {
		case d.SameItem(about):
		case turned.SameItem(about):
			d.Decision = turned
		default:
			continue
		}
		d.item = item
		return nil
	}
	holds := func(item disagreement.Item) bool {
		about := reconciliation.About(item)
		return slices.ContainsFunc(slices.Concat(d.Left, d.Right), func(id string) bool { return slices.Contains(slices.Concat(about.Left, about.Right), id) })
	}
	which := and(slices.Concat(d.Left, d.Right))
	switch {
	case slices.ContainsFunc(r.found.Items, holds):
		return fmt.Errorf("codings %s do not make one disagreement any more; see: grounded disagree %s %s -n 0 -f csv", which, r.between(0), r.between(1))
	case slices.ContainsFunc(r.found.Agreed, holds):
		return fmt.Errorf("on codings %s the two agree, so there is nothing to decide", which)
	}
	return fmt.Errorf("no disagreement of %s and %s is about codings %s; see: grounded disagree %[1]s %[2]s -n 0 -f csv", r.between(0), r.between(1), which)
}
