const set = (...lines: string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')))

/**
 * Surnames of members that are also a day, a place, or a role in schools, councils or Parliament: after "by", even with
 * a capital, they usually don't mean the member.
 */
export const SURNAMES_OF_OTHERS = set(
  'january february march april may june july august september october november december',
  'monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter',
  'head heads school schools college council councils parent parents teacher teachers pupil pupils child children law',
  'laws speaker member members governor governors inspector inspectors doctor nurse judge chancellor',
  'bishop abbot dean prior pope king kings queen prince duke earl lord lords lady ofsted parliament government commons',
  'department tribunal trust trusts academy church abbey temple chapel house english french irish scott welsh wales',
  'london bath bradford bristol burton chester derby durham essex kent lancaster lincoln oxford preston stafford surrey',
  'sutton warwick wells winchester york england scotland ireland holland france',
)

/** Surnames of members that are also English words: in small letters they don't count as a name. */
export const SURNAMES_THAT_ARE_WORDS = set(
  'baker barber butler carpenter carter chandler cooper draper farmer fisher forester fowler gardener glover hunter',
  'marshal marshall mason miller parker porter potter shepherd singer skinner smith steward tanner turner walker warden',
  'warner weaver wheeler workman black brown golden green scarlet silver white young younger short little small large',
  'better goodwill sharp smart strong swift bright noble moody hardy quick savage stern sweet royal price pound pounds',
  'money bills grant grants hands bones berry bridge bridges brook brooks burns castle cross field fields forest garden',
  'gates grange grove hammond heath hedges hills meadow mills mount parks peaks rivers street stone stones water waters',
  'woods worth bacon balls banks birch crane crisp drake finch hawks holly lemon nettle partridge peacock pepper robin',
  'salmon sparrow chance chase cleverly costa craft crouch dance fight force freeman grace peter marks means penny',
  'pickles pitcher point power powers pride purpose quince ready reform right sales shields sides slaughter speed staff',
  'stark state states sterling stride style support train trees trickett walls watch western wilde wings works yards',
  'north south charity christian christians cousins friend friends guest major mayor merchant organ sargent sergeant',
)
