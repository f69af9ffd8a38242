/** The fields of a form whose values were refused, in the order of the page. A field is an element with the class `field`. */

export interface Fault {
  label: string;
  /** What is wrong with the value. */
  text: string;
  /** What gets the focus. */
  target: HTMLElement;
  /** What is seen then: the field, or of one that is higher than the window the text that says what is wrong. */
  seen: Element;
}

const controls = 'input:not([type="hidden"]), textarea, button, [role="spinbutton"]';

export function faultsIn(form: HTMLElement): Fault[] {
  const fields = [...form.querySelectorAll<HTMLElement>('.field[data-invalid]')];
  return fields.flatMap((field) => {
    const target = targetIn(field);
    return target ? [faultOf(field, target)] : [];
  });
}

export function focusOn({ target, seen }: Fault): void {
  target.focus({ preventScroll: true });
  seen.scrollIntoView({ block: 'center' });
}

/** From so many fields on, the first wrong one may be far from the others. */
const few = 6;

export const isLong = (form: HTMLElement) => form.querySelectorAll('.field:not(.search)').length > few;

function faultOf(field: HTMLElement, target: HTMLElement): Fault {
  const error = field.querySelector('.field-error');
  const isHigh = field.offsetHeight > window.innerHeight / 2;
  return { label: labelOf(field), text: error?.textContent ?? '', target, seen: (isHigh && error) || field };
}

/** A tree is preferred to the search above it, and a selected option to the first one. */
function targetIn(field: HTMLElement): HTMLElement | undefined {
  const preferred = field.querySelector<HTMLElement>('[role="treegrid"], input:checked');
  const all = preferred ? [preferred] : [...field.querySelectorAll<HTMLElement>(controls)];
  return all.find((control) => !control.closest('[aria-hidden="true"], [hidden]') && !control.matches(':disabled'));
}

/** Without "(optional)", which is after the first text. */
const labelOf = (field: HTMLElement): string =>
  field.querySelector('.react-aria-Label, .field-label')?.firstChild?.textContent ??
  field.querySelector('[role="treegrid"]')?.getAttribute('aria-label') ??
  '';
