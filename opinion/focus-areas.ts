/** What a team looks for: the four areas with their problem categories (part IV), key matters and key problems (J-V.2b–c).
 *  Closed lists, in the opinion's words; another frame is a mapping onto these, never an edit of them. */
import type { Area, KeyMatter, Power } from '../domain/vocabulary.ts';

interface FocusArea {
  readonly title: string;
  readonly categories: Readonly<Record<string, string>>;
}

const focusAreas: Readonly<Record<Area, FocusArea>> = {
  LEAD: {
    title: '党的领导',
    categories: {
      'LEAD-1': '贯彻执行党的理论和路线方针政策、中央和上级党委决策部署不到位',
      'LEAD-2': '意识形态领域工作薄弱，政治引领不力，在大是大非和政治原则问题上立场不坚定、旗帜不鲜明',
      'LEAD-3': '对本地区发生的重大问题领导不力、处理不当，影响基层改革发展稳定，给党的事业和群众利益造成损失',
      'LEAD-4': '团结、领导、教育群众能力不足，战斗堡垒作用发挥不够',
    },
  },
  BUILD: {
    title: '党的建设',
    categories: {
      'BUILD-1':
        '党内政治生活不严肃、不正常，民主集中制原则执行不到位，党的组织不健全，组织生活制度不落实，班子不团结、违规决策、软弱涣散',
      'BUILD-2': '党性党风党纪教育薄弱，党员理想信念动摇、宗旨意识淡漠',
      'BUILD-3': '干部选拔任用工作不规范，违规用人、任人唯亲、跑官要官、买官卖官、拉票贿选',
    },
  },
  GOV: {
    title: '全面从严治党',
    categories: {
      'GOV-1': '主体责任不落实、监督责任不到位，好人主义盛行，不负责、不担当',
      'GOV-2': '党内监督乏力，该发现的问题没有发现，发现问题不报告不处置、不整改不问责',
      'GOV-3': '维护党的纪律特别是政治纪律和政治规矩不力，搞团团伙伙、拉帮结派，违规违纪行为多发',
    },
  },
  CLEAN: {
    title: '党风廉政建设和反腐败斗争',
    categories: {
      'CLEAN-1': '推进党风廉政建设和反腐败工作不坚决、不扎实',
      'CLEAN-2': '中央八项规定精神不落实，“四风”问题屡禁不止',
      'CLEAN-3': '违反党的纪律，损害群众利益的“雁过拔毛”“小官巨贪”“乡匪村霸”等不正之风和腐败',
      'CLEAN-4':
        '懒政怠政不作为、违反政策乱作为、谋取私利妄作为、侵害群众利益胡作为，以及作风不民主、处事不公平、履职不廉洁、行为不守纪',
    },
  },
};

export const keyMatterTitles: Readonly<Record<KeyMatter, string>> = {
  FUND_MANAGEMENT: '资金管理',
  ASSET_DISPOSAL: '资产处置',
  RESOURCE_ALLOCATION: '资源配置',
  CAPITAL_OPERATION: '资本运作',
  CONSTRUCTION_PROJECT: '工程项目',
};

export const powerTitles: Readonly<Record<Power, string>> = {
  APPROVAL: '行政审批权',
  ADMINISTRATION: '行政管理权',
  LAW_ENFORCEMENT: '行政执法权',
  PERSONNEL: '干部人事权',
  ALLOCATION: '资金资产资源分配权',
};

export const isCategoryOf = (area: Area, category: string): boolean =>
  Object.hasOwn(focusAreas[area].categories, category);

/** An area and a category in the opinion's words. */
export function wordsOf(area: Area, category: string): { readonly areaTitle: string; readonly categoryTitle: string } {
  const { title, categories } = focusAreas[area];
  return { areaTitle: title, categoryTitle: categories[category] ?? category };
}
