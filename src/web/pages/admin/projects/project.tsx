/** One project, with the grants on it for users who administer it. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { send } from '../../../api/send.ts';
import { useAdministers, useMay } from '../../../api/session.tsx';
import { History } from '../../../features/history/history.tsx';
import { LoadedEntity } from '../../../ui/loaded-entity.tsx';
import { Page } from '../../../ui/page.tsx';
import { Facts, Section } from '../../../ui/section.tsx';
import { isolated } from '../../../words/isolated.ts';
import { useFormats, useWords } from '../../../words/words.tsx';
import { projectDocument } from './documents.ts';
import { Grants } from './grants.tsx';
import { RenameButton } from './rename-button.tsx';

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
    queryFn: () => send(projectDocument, variables),
  });
  return (
    <LoadedEntity query={query} entity={query.data?.projects.entities[0]} back="/admin/projects">
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
                  [words.columns.created, formats.instant(project.created_at)],
                ]}
              />
            </div>
          </Section>
          {project.grants && project.effective_permissions.includes('ADMINISTER_PROJECT') ? (
            <Grants project={project} grants={project.grants.entities.filter((grant) => grant !== null)} />
          ) : (
            <p className="callout">{words.hidden}</p>
          )}
          <History type="Project" id={project.id} />
        </Page>
      )}
    </LoadedEntity>
  );
}
