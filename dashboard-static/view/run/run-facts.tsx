import type { ComponentChildren, VNode } from 'preact';
import type { HistoryRun } from '../../../contract/history.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { compact, count, duration, money } from '../format/figures.ts';
import { ago, fullTime } from '../format/times.ts';
import { useHub } from '../shell/hub.ts';
import { hrefOf } from '../shell/navigation.ts';

/** The figures of a run. */
export function RunFacts({ run }: { readonly run: HistoryRun }): VNode {
  const { nowMs } = useHub();
  const { report, session, template } = run;
  const { usage, findings } = report;
  const { input, output, cacheRead, cacheWrite } = usage.tokens;
  const startedAtMs = Date.parse(report.startedAt);
  return (
    <dl class="run-facts">
      <Fact name="Cost">
        <strong>{money(usage.costMicroUsd)}</strong> <span class="muted">{sources[usage.source]}</span>
      </Fact>
      <Fact name="Duration">{duration(report.durationMs)}</Fact>
      <Fact name="Tokens">
        <span title={`${count(input + cacheRead + cacheWrite)} in, ${count(output)} out`}>
          {compact(input + output + cacheRead + cacheWrite)}
        </span>
      </Fact>
      <Fact name="Turns">{count(usage.turns)}</Fact>
      <Fact name="Findings">
        {count(findings.total)} <span class="muted">{changesOf(findings)}</span>
      </Fact>
      <Fact name="Started">
        <time dateTime={report.startedAt}>{Number.isNaN(startedAtMs) ? '?' : fullTime(startedAtMs)}</time>{' '}
        <span class="muted">{Number.isNaN(startedAtMs) ? null : ago(startedAtMs, nowMs.value)}</span>
      </Fact>
      <Fact name="Actor">
        <bdi>{visibleText(report.actor)}</bdi>
      </Fact>
      <Fact name="Model">{visibleText(report.claude.model ?? 'none')}</Fact>
      <Fact name="Event">{visibleText(report.event)}</Fact>
      {template === null ? null : <Fact name="Template">{visibleText(template)}</Fact>}
      {session === null ? null : (
        <Fact name="Session">
          <a href={hrefOf({ view: 'runs', id: '', params: new URLSearchParams({ session }) })}>
            {visibleText(session)}
          </a>
        </Fact>
      )}
    </dl>
  );
}

const sources: Readonly<Record<HistoryRun['report']['usage']['source'], string>> = {
  gateway: 'metered call by call',
  cli: 'by Claude Code’s own figure',
  estimate: 'estimated',
  none: '',
};

function changesOf({ new: fresh, resolved }: HistoryRun['report']['findings']): string {
  return [fresh > 0 ? `${count(fresh)} new` : '', resolved > 0 ? `${count(resolved)} resolved` : '']
    .filter((text) => text !== '')
    .join(', ');
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
