import type { ComponentChildren, VNode } from 'preact';
import type { HistoryRun } from '../../../contract/history.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { compact, count, duration, money } from '../format/figures.ts';
import { ago, fullTime } from '../format/times.ts';
import { useHub } from '../shell/hub.ts';
import { sessionHref } from '../shell/navigation.ts';

/** The figures of a run. */
export function RunFacts({ run }: { readonly run: HistoryRun }): VNode {
  const { report, session, template } = run;
  const { usage, findings } = report;
  const { input, output, cacheRead, cacheWrite } = usage.tokens;
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
      <Started at={report.startedAt} />
      <Fact name="Actor">
        <bdi>{visibleText(report.actor)}</bdi>
      </Fact>
      <Fact name="Model">{visibleText(report.claude.model ?? 'none')}</Fact>
      <Fact name="Event">{visibleText(report.event)}</Fact>
      {template === null ? null : <Fact name="Template">{visibleText(template)}</Fact>}
      {session === null ? null : (
        <Fact name="Session">
          <a href={sessionHref(session)}>{visibleText(session)}</a>
        </Fact>
      )}
    </dl>
  );
}

function Started({ at }: { readonly at: string }): VNode {
  const { nowMs } = useHub();
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return <Fact name="Started">?</Fact>;
  return (
    <Fact name="Started">
      <time dateTime={at}>{fullTime(ms)}</time> <span class="muted">{ago(ms, nowMs.value)}</span>
    </Fact>
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
