/** Permissions as a field of a form: it offers the user's own permissions and those already in the value. */
import type { ReactNode } from 'react';
import type { Permission } from '../../api/documents.ts';
import { useMay } from '../../api/session.tsx';
import { Loading } from '../../ui/loading.tsx';
import { useWords } from '../../words/words.tsx';
import { useCatalog } from './catalog.ts';
import { PermissionPicker } from './permission-picker.tsx';
import { nothing } from './selection.ts';
import { Templates } from './templates.tsx';

interface PermissionsFieldProps {
  label: string;
  /** The value before any change. */
  before: readonly Permission[];
  value: ReadonlySet<Permission>;
  onChange: (permissions: ReadonlySet<Permission>) => void;
  /** Whether they cap tokens. Otherwise they are those of users. */
  forToken?: boolean;
  error?: ReactNode;
}

export function PermissionsField({ label, before, value, onChange, forToken = false, error }: PermissionsFieldProps) {
  const words = useWords().permissions;
  const may = useMay();
  const { data: catalog } = useCatalog();
  if (!catalog) return <Loading />;
  const offered = catalog.permissions.filter(({ name, retired }) => (may(name) && !retired) || before.includes(name));
  return (
    <div className="field" data-invalid={error ? true : undefined}>
      <span className="field-label">{label}</span>
      <Templates offered={offered} selected={value} onSelect={(permissions) => onChange(new Set(permissions))} />
      <PermissionPicker
        label={label}
        catalog={{ ...catalog, permissions: offered }}
        selection={{ ...nothing, permissions: value }}
        onChange={({ permissions }) => onChange(permissions)}
        forToken={forToken}
        error={error}
      />
      <span className="hint">
        {words.count(value.size)}
        {offered.length < catalog.permissions.length && `. ${words.onlyOwn}`}
      </span>
    </div>
  );
}
