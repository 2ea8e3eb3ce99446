import 'dayjs/locale/de';

export default import.meta.glob<object>('../de/*.json', { eager: true, import: 'default' });
