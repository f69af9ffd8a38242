/** The texts of emails about webhooks that fail. */
import type { Email } from '../../smtp/email.ts';
import { email, minute, type TimedRecipient } from './emails.ts';

export const acceptedNothing = (recipient: TimedRecipient, webhook: string, since: Date, page: string): Email =>
  email(
    recipient,
    {
      en: {
        subject: `The webhook “${webhook}” has accepted nothing for a day`,
        paragraphs: [
          `Since ${minute(since, 'en', recipient)} every attempt to send an event to the webhook “${webhook}” has failed.`,
          'An event is tried for about three days and then given up. The page of the webhook says why the attempts failed.',
        ],
      },
      fr: {
        subject: `Le webhook « ${webhook} » n’accepte rien depuis un jour`,
        paragraphs: [
          `Depuis le ${minute(since, 'fr', recipient)}, tous les envois d’événements au webhook « ${webhook} » ont échoué.`,
          'Un événement est envoyé de nouveau pendant trois jours environ, puis abandonné. La page du webhook dit pourquoi les envois ont échoué.',
        ],
      },
      de: {
        subject: `Der Webhook „${webhook}“ hat seit einem Tag nichts angenommen`,
        paragraphs: [
          `Seit dem ${minute(since, 'de', recipient)} ist jeder Versuch fehlgeschlagen, ein Ereignis an den Webhook „${webhook}“ zu senden.`,
          'Ein Ereignis wird etwa drei Tage lang versucht und dann aufgegeben. Auf der Seite des Webhooks steht, warum die Versuche fehlgeschlagen sind.',
        ],
      },
    },
    page,
  );

export const gaveUp = (recipient: TimedRecipient, webhook: string, event: string, at: Date, page: string): Email =>
  email(
    recipient,
    {
      en: {
        subject: `An event for the webhook “${webhook}” was given up`,
        paragraphs: [
          `The webhook “${webhook}” did not accept an event of the type ${event}. The last attempt failed on ${minute(at, 'en', recipient)}, and the event is not sent any more.`,
          'The page of the webhook lists the events that were given up, says why, and can send them again. There is at most one such email a week for a webhook.',
        ],
      },
      fr: {
        subject: `Un événement pour le webhook « ${webhook} » a été abandonné`,
        paragraphs: [
          `Le webhook « ${webhook} » n’a pas accepté un événement du type ${event}. Le dernier envoi a échoué le ${minute(at, 'fr', recipient)}, et l’événement n’est plus envoyé.`,
          'La page du webhook montre les événements abandonnés, dit pourquoi, et peut les envoyer à nouveau. Il y a au plus un tel e-mail par semaine pour un webhook.',
        ],
      },
      de: {
        subject: `Ein Ereignis für den Webhook „${webhook}“ wurde aufgegeben`,
        paragraphs: [
          `Der Webhook „${webhook}“ hat ein Ereignis der Art ${event} nicht angenommen. Der letzte Versuch ist am ${minute(at, 'de', recipient)} fehlgeschlagen, und das Ereignis wird nicht mehr gesendet.`,
          'Die Seite des Webhooks zeigt, welche Ereignisse aufgegeben wurden und warum, und kann sie erneut senden. Zu jedem Webhook gibt es höchstens eine solche E-Mail pro Woche.',
        ],
      },
    },
    page,
  );

export const gone = (recipient: TimedRecipient, webhook: string, at: Date, page: string): Email =>
  email(
    recipient,
    {
      en: {
        subject: `The webhook “${webhook}” was turned off by its receiver`,
        paragraphs: [
          `On ${minute(at, 'en', recipient)} the receiver of the webhook “${webhook}” answered that it wants no more events (status 410). Latchkey has turned the webhook off.`,
          'Events that happen while it is off are not sent later. If its receiver shall get events, change its URL or turn it on again; otherwise delete it.',
        ],
      },
      fr: {
        subject: `Le webhook « ${webhook} » a été désactivé par son destinataire`,
        paragraphs: [
          `Le ${minute(at, 'fr', recipient)}, le destinataire du webhook « ${webhook} » a répondu qu’il ne veut plus d’événements (statut 410). Latchkey a désactivé le webhook.`,
          'Les événements qui surviennent pendant ce temps ne seront pas envoyés plus tard. Si le destinataire doit en recevoir, changez l’URL du webhook ou activez-le de nouveau ; sinon, supprimez-le.',
        ],
      },
      de: {
        subject: `Der Webhook „${webhook}“ wurde vom Empfänger abgeschaltet`,
        paragraphs: [
          `Am ${minute(at, 'de', recipient)} hat der Empfänger des Webhooks „${webhook}“ geantwortet, dass er keine Ereignisse mehr will (Status 410). Latchkey hat den Webhook abgeschaltet.`,
          'Ereignisse, die inzwischen geschehen, werden nicht nachträglich gesendet. Wenn der Empfänger Ereignisse erhalten soll, ändern Sie die URL des Webhooks oder schalten Sie ihn wieder ein; sonst löschen Sie ihn.',
        ],
      },
    },
    page,
  );
