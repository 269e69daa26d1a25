import type { SectionState } from '../../../action/publish/section-state.ts';
import type { Section } from '../../../action/publish/sticky-body.ts';

export const marker = '<!-- claude-orchestrator:sticky pr-1 review -->';

export function state(over: Partial<SectionState> = {}): SectionState {
  const runUrl = 'https://github.com/acme/widgets/actions/runs/7';
  return {
    v: 1,
    label: 'Review / claude',
    run: '7-1',
    runUrl,
    atMs: 1,
    phase: 'finished',
    reviewed: null,
    findings: [],
    ...over,
  };
}

export function section(over: Partial<Section> = {}): Section {
  return { key: '0a1b2c3d', progress: '', content: '### Fine', state: state(), ...over };
}
