/** The form of a report. */
import {
  type Attachment,
  Checkbox,
  customId,
  FileUpload,
  type IdOf,
  Modal,
  RadioGroup,
  snowflake,
  TextInput,
} from 'corduroy';

export const ReportId = customId('report', { rules: snowflake });

@Modal(ReportId, 'Report', { intro: 'Only moderators read this.' })
export class Report {
  readonly id!: IdOf<typeof ReportId>;

  @TextInput('What happened?', { style: 'Paragraph', minLength: 10 })
  what!: string;

  @RadioGroup('Which rule was broken?', ['Be kind', 'No spam', 'None of them'])
  rule!: 'Be kind' | 'No spam' | 'None of them';

  @FileUpload('A picture of it', { optional: true, fileTypes: ['image'] })
  picture?: Attachment;

  @Checkbox('Tell me what becomes of it')
  follow!: boolean;
}
