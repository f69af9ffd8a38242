/** German for the steps of an escalation: who acts, and what they do. */
import type { StepText } from '../../../api/server-texts.ts';

export const actors: Record<StepText['actor'], string> = {
  TOKEN: 'Das Token',
  PERSON: 'Die Person',
  MEMBER: 'Ein Benutzer mit dieser Rolle',
  TOKEN_OF_MEMBER: 'Eines seiner Tokens',
  NEW_ACCOUNT: 'Das neue Konto',
  EXISTING_ACCOUNT: 'Der vorhandene Benutzer',
  OTHERS: 'Ein anderer Benutzer',
};

export const acts: Record<StepText['act'], string> = {
  CREATE_ROLE: 'erstellt eine Rolle mit eigenen Berechtigungen',
  UPDATE_ROLE: 'gibt einer Rolle eigene Berechtigungen',
  CREATE_MAILED_USER:
    'erstellt ein Konto, öffnet dessen einmaligen Link, der an eine selbst gewählte Adresse gesendet wird, und meldet sich an',
  CREATE_SHOWN_USER: 'erstellt ein Konto, öffnet dessen einmaligen Link, den die Antwort zeigt, und meldet sich an',
  CREATE_PROJECT: 'erstellt ein Projekt, für das das eigene Konto alle Berechtigungen hat',
  REGENERATE_ITSELF: 'gibt sich selbst einen neuen geheimen Wert und ein späteres Ablaufdatum',
  PUT_IN_ROLE:
    'gibt einem vorhandenen Benutzer eine Rolle, die nur eigene Berechtigungen hat, und handelt in dessen Namen',
  MAKE_SUPER_ADMIN: 'macht einen vorhandenen Benutzer zum Superadmin und handelt in dessen Namen',
  WIDEN_ROLE:
    'fügt eigene Berechtigungen einer Rolle hinzu, die der Eigentümer oder ein anderer Benutzer hat, und handelt in dessen Namen',
  GRANT_ON_PROJECT:
    'gewährt einem vorhandenen Benutzer eigene Berechtigungen für ein Projekt und handelt in dessen Namen',
  LET_TOKENS_ROTATE: 'ändert die Token-Richtlinie: Tokens geben sich selbst neue geheime Werte und spätere Ablaufdaten',
  LEND: 'gibt dem eigenen Eigentümer eine Berechtigung, mit der dieser Berechtigungen weitergeben kann',
  MAKE_FITTING_ROLE: 'erstellt eine Rolle mit einigen dieser Berechtigungen oder verkleinert eine Rolle auf sie',
};
