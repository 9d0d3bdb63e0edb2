import type { Choices, Suggestion, Task } from '../../api/types'

/** What a file is handed in for. */
export interface Target { indicator_id: number; type_id: number; plan_line_id: number }

/** The value of one option of the picker. */
export const valueOf = (t: Target) => `${t.plan_line_id}:${t.indicator_id}:${t.type_id}`

export function targetOf(value: string): Target | null {
  const match = /^(\d+):(\d+):(\d+)$/.exec(value)
  return match && { plan_line_id: Number(match[1]), indicator_id: Number(match[2]), type_id: Number(match[3]) }
}

export const targetOfSuggestion = (s: Suggestion): Target => ({
  indicator_id: s.indicator_id, type_id: s.type_id, plan_line_id: s.plan_line_id,
})

interface Option { value: string; label: string }
export interface OptionGroup { group: string; items: Option[] }

/** Every possible target: first what was assigned, then each indicator for work that arose. */
export function optionGroups(tasks: Task[], choices: Choices, words: { assigned: string; arisen: string }): OptionGroup[] {
  const assigned = tasks.map(({ plan_line: line, type_name, indicator_name }) => ({
    value: valueOf({ indicator_id: line.indicator_id, type_id: line.type_id, plan_line_id: line.id }),
    label: `${line.title || type_name} — ${indicator_name}`,
  }))
  const arisen = choices.indicators.map((indicator) => ({
    group: `${words.arisen}: ${indicator.name}`,
    items: indicator.types.map((type) => ({
      value: valueOf({ indicator_id: indicator.id, type_id: type.id, plan_line_id: 0 }),
      label: type.name,
    })),
  }))
  return [{ group: words.assigned, items: assigned }, ...arisen].filter((group) => group.items.length > 0)
}
