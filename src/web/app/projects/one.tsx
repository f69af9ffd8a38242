/** One project, and for those who administer it: who may do what on it. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { ask } from '../api/ask.ts';
import { Found } from '../controls/found.tsx';
import { Facts, Section } from '../controls/section.tsx';
import { History } from '../logs/history.tsx';
import { useAdministers, useMay } from '../session.tsx';
import { Page } from '../shell.tsx';
import { isolated } from '../words/isolated.ts';
import { useFormats, useWords } from '../words/words.tsx';
import { projectDocument } from './documents.ts';
import { Grants } from './grants.tsx';
import { RenameButton } from './rename.tsx';

export default function ProjectPage() {
  const words = useWords().projects;
  const formats = useFormats();
  const may = useMay();
  const { id = '' } = useParams();
  const variables = {
    id,
    administers: useAdministers(),
    readsUsers: may('READ_USER'),
    readsRoles: may('READ_ROLE'),
  };
  const query = useQuery({
    queryKey: ['projects', 'one', variables],
    queryFn: () => ask(projectDocument, variables),
  });
  return (
    <Found query={query} entity={query.data?.projects?.entities[0]} back="/admin/projects">
      {(project) => (
        <Page
          title={isolated(project.name)}
          actions={project.effective_permissions.includes('ADMINISTER_PROJECT') && <RenameButton project={project} />}
        >
          <Section title={words.about}>
            <div className="card">
              <Facts
                facts={[
                  [words.columns.key, <code key="key">{project.key}</code>],
                  [words.columns.created, formats.day(project.created_at)],
                ]}
              />
            </div>
          </Section>
          {project.grants && project.effective_permissions.includes('ADMINISTER_PROJECT') ? (
            <Grants project={project} grants={project.grants.entities.filter((grant) => grant !== null)} />
          ) : (
            <p className="note">{words.hidden}</p>
          )}
          <History type="Project" id={project.id} />
        </Page>
      )}
    </Found>
  );
}
