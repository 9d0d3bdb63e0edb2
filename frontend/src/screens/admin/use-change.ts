import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A change of one of the lists: runs, reads the named lists again, and keeps its error to show. */
export function useChange<In, Out>(change: (input: In) => Promise<Out>, lists: string[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(lists.map((list) => client.invalidateQueries({ queryKey: [list] }))),
  })
}
