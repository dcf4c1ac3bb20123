export interface Column {
  readonly name: string;
  /** Layout alone: when it is shown, how wide it is. */
  readonly className?: string;
  /** Numbers and dates stand at the right. */
  readonly isRight?: boolean;
  /** Named for those who do not see it, such as a column of menus. */
  readonly hideName?: boolean;
}

/** The names over the columns of a table. */
export function TableHead({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr className="border-b border-line text-left text-13 text-muted">
        {columns.map(({ name, className = '', isRight = false, hideName = false }) => (
          <th
            key={name}
            scope="col"
            className={`h-8 pr-4 font-semibold last:pr-0 ${isRight ? 'text-right' : ''} ${className}`}
          >
            {hideName ? <span className="sr-only">{name}</span> : name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
