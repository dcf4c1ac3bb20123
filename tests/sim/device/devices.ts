/** Devices of one build, and what people do at them. */
export { openSimDevice } from './sim-device.ts';
export { addFile } from './file-actions.ts';
export { addRemark, setNewerField } from './newer-actions.ts';
export { act, makeCourse, retitleRow } from './person-actions.ts';
export {
  changeCurrency,
  changeGoal,
  changeReward,
  changeTerms,
  launchOne,
  prepareCampaign,
} from './campaign-actions.ts';
