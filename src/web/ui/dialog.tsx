/** A dialog over the page, with the focus. Escape closes it unless `onClose` is left out. */
import './dialog.css';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface DialogProps {
  title: ReactNode;
  /** Needs an answer, such as before an act that cannot be undone. */
  isAlert?: boolean;
  isWide?: boolean;
  onClose?: () => void;
  children: ReactNode;
}

export function Dialog({ title, isAlert = false, isWide = false, onClose, children }: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose?.()}
      isKeyboardDismissDisabled={!onClose}
      className="overlay"
    >
      <Modal className={isWide ? 'dialog wide' : 'dialog'}>
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
