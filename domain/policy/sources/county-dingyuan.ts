/** Sources of what `county-dingyuan` has otherwise than `jilin-2017`. */
import { practice, type Sources } from '../source.ts';

const threeMonths = practice('安徽省定远县巡察工作请示报告制度：反馈后三个月内报送整改情况报告', 'J-V.4d');

export const countyDingyuanSources: Sources = {
  'span report-1': threeMonths,
  'span report-2': threeMonths,
};
