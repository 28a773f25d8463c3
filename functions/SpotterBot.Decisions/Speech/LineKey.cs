namespace SpotterBot.Decisions.Speech;

/// <summary>
/// One sentence to be spoken or texted, by name. The words themselves stand in the program's room for words, per language.
/// </summary>
/// <param name="Key">Which sentence.</param>
/// <param name="Args">What is filled in, in the order the sentence documents.</param>
public sealed record Line(LineKey Key, params string[] Args)
{
    public bool Equals(Line? other) => other is not null && Key == other.Key && Args.AsSpan().SequenceEqual(other.Args);

    public override int GetHashCode() => HashCode.Combine(Key, Args.Length);
}

/// <summary>Every sentence SpotterBot can say. A name ending in <c>Text</c> is texted; all others are spoken.</summary>
public enum LineKey
{
    // Texts to the caller.

    /// <summary>Answer to <c>SPOT</c>: watched from now. Args: minutes between check-ins, session code.</summary>
    StartedText,

    /// <summary>As <see cref="StartedText"/>, with the place said back. Args: minutes, code, town.</summary>
    StartedAtText,

    /// <summary>The first question. No args.</summary>
    AskWhereText,

    /// <summary>As <see cref="AskWhereText"/>, with a place kept from before. Args: the word it is kept under.</summary>
    AskWhereSavedText,

    /// <summary>No area or several match the place. Args: what was kept.</summary>
    AskTownText,

    /// <summary>Only the catch-all area serves this place. Args: the area's name.</summary>
    AskInAreaText,

    /// <summary>Place kept. Args: town or, where none is known, what was kept.</summary>
    PlaceKeptText,

    /// <summary>As <see cref="OwnWordsGone"/>.</summary>
    OwnWordsGoneText,

    /// <summary>Place kept, but no dispatch line serves it: what happens instead. Args: what was kept.</summary>
    PlaceNoEmsText,

    /// <summary>Place kept, and the line that serves it is called by people only: what happens instead. Args: what was kept.</summary>
    PlaceByPersonText,

    /// <summary>Skipped the place: its limit said plainly.</summary>
    NoPlaceText,

    /// <summary>Second question, in one go: rhythm and who first.</summary>
    AskRestText,
    SkippedText,

    /// <summary>A check-in. Args: handle or empty, how to answer ("1" or "B1").</summary>
    CheckInText,

    /// <summary>The check-in beside a call. Args: handle or empty, how to answer.</summary>
    CheckInLouderText,

    /// <summary>The check-in that comes late because we were away. Args: handle or empty, how to answer, minutes away.</summary>
    CheckInAwayText,

    /// <summary>We were away while people were being reached. Args: minutes away.</summary>
    AwayInLadderText,

    /// <summary>An OK heard. Args: minutes to the next check-in.</summary>
    OkText,
    CrossedText,
    RepeatedText,

    /// <summary>More time given. Args: minutes.</summary>
    MoreTimeText,
    MoreTimeUsedText,
    MoreTimeNotNowText,
    HelpComingText,
    HelpComingBotOnlyText,

    /// <summary>Help now, no EMS line or place: people are being rung.</summary>
    HelpComingNoEmsText,
    DistressText,
    NotOkText,
    PersonComingText,
    NoPersonText,

    /// <summary>Nobody of those rung could come to the phone; check-ins go on.</summary>
    PersonNotReachedText,
    DoneText,
    StoodDownText,

    /// <summary>Finished during a ladder: everyone is told, and it closes.</summary>
    DoneStoodDownText,

    /// <summary>OK after EMS confirmed: only a person calls them off.</summary>
    EmsConfirmedOkText,

    /// <summary>What will happen, before it happens: people are being rung now.</summary>
    MissAnnouncedText,

    /// <summary>Args: minutes.</summary>
    EveryText,
    EveryRangeText,

    /// <summary>Args: <c>hidden</c> where nobody is asked for them, or empty.</summary>
    FirstText,
    FirstRefusedText,
    FirstBadText,

    /// <summary>They were asked before, and are not asked again.</summary>
    FirstAskedBeforeText,

    /// <summary>Args: why they were not asked: <c>many</c>, <c>unreachable</c>, <c>noanswer</c>, <c>gone</c>, or empty.</summary>
    FirstNotAskedText,
    FirstSaidYesText,
    FirstSaidNoText,

    /// <summary>The caller's order has others first, and they are not rung. Args: <c>yes</c> where they said yes, or empty.</summary>
    FirstNotRungText,

    /// <summary>Crew and people at once, instead of people first.</summary>
    FirstCrewText,
    FirstPeersText,

    /// <summary>Args: what the caller is called.</summary>
    NameText,
    NameBadText,

    /// <summary>Args: the place kept for this session, in the caller's words.</summary>
    WhereText,
    WhereNoneText,

    /// <summary>The session began on a hidden number: this phone may be another person's.</summary>
    WhereNotHereText,

    /// <summary>Args: the word it was saved under.</summary>
    SavedText,
    SaveNothingText,
    HowText,
    ForgetLaterText,
    ForgottenText,
    NotUnderstoodText,
    NotUnderstoodWatchedText,

    /// <summary>Same person or a second one?</summary>
    SameOrSecondText,
    SameText,

    /// <summary>Who speaks it is rung first. Args: the language's code.</summary>
    LanguageText,

    /// <summary>Several sessions on this phone. Args: the letters, as "A or B".</summary>
    WhichLetterText,

    /// <summary>No letter is left for another.</summary>
    PhoneFullText,
    NoSessionText,

    /// <summary>The text channel failed or was shut; spotted by call from now.</summary>
    HungUpText,
    OverloadedText,
    NoPeersText,

    /// <summary>Sent by the phone company when we are gone. Blanks: a staffed line or nothing, and what to reply.</summary>
    SwitchText,

    /// <summary>That text was sent, and we are there.</summary>
    SwitchFalseText,
    SwitchFalseClosedText,

    // The hello of the day after.
    HelloAgreedText,
    HelloDeclinedText,

    /// <summary>Where their clock is, or whether texts reach them, is not known.</summary>
    HelloNotHereText,
    LaterHelloText,

    // Texts to peers, someone chosen, and coordinators. Their case's letter comes first in Args.

    /// <summary>A caller named them: may they be rung? Args: the letter that the answer carries.</summary>
    AskChosenText,
    ChosenAgreedText,
    ChosenDeclinedText,

    /// <summary>Several callers named them. Args: the letters.</summary>
    ChosenWhichText,

    /// <summary>Args: letter.</summary>
    OfferText,

    /// <summary>Args: the name of who has it, or empty.</summary>
    TakenText,

    /// <summary>To a coordinator who says yes by text to joining somebody on a case. Args: who has it.</summary>
    BesideOnLineText,
    NothingNeededText,

    /// <summary>Accepted by text; we call. Args: letter, what it is about: talk, debrief, calloff, or empty.</summary>
    AcceptedText,
    PassedText,
    CaseGoneText,

    /// <summary>What can be texted. Args: letter, what it is about: talk, debrief, calloff, or empty.</summary>
    CaseHelpText,

    /// <summary>The place, on request of someone on the case. Args: letter, place, minutes without an answer or empty, <c>confirmed</c>, <c>ringing</c> or empty for the crew,
    /// <c>asked</c> where they asked for help instead, <c>heard</c> and <c>area</c> for what is not confirmed, minutes that we were away or empty, the number the crew calls back or empty.</summary>
    CasePlaceText,

    /// <summary>They only want to talk: their place is not told. Args: letter.</summary>
    CasePlaceNotInTalkText,

    /// <summary>What was done on a case by text. Args: letter.</summary>
    CaseOkText,
    CaseOkOutOfReachText,
    CaseHoldText,
    CaseEmsText,

    /// <summary>Each: args, letter.</summary>
    CaseEmsCallOffText,
    CaseNoHoldText,
    CaseOkEmsConfirmedText,
    RemindHoldText,
    CaseEmsAlreadyText,
    CaseByPersonText,
    CaseNoEmsText,
    CaseCallingText,
    CaseHandOverText,
    CaseHandOverNobodyText,
    CaseSettledText,

    /// <summary>Nobody took it. Args: letter.</summary>
    HandOverNotTakenText,
    CaseThreatText,
    CaseLeftText,
    CaseCoordinatorText,
    CaseNoCoordinatorText,

    /// <summary>To coordinators. Args: session code.</summary>
    AlarmEmsText,
    AlarmNoEmsText,
    AlarmNoEmsTakenText,

    /// <summary>The dispatch line there is called by people only.</summary>
    AlarmByPersonText,
    AlarmEmsFailingText,
    AlarmProviderText,
    AlarmStandDownOpenText,
    AlarmStandDownNobodyText,
    AlarmThreatText,
    AlarmBusyText,

    /// <summary>About the service, to coordinators. Args: since when, open sessions.</summary>
    AlarmCallsText,
    AlarmReportsText,
    AlarmStoreText,

    /// <summary>Args: from, until.</summary>
    AlarmCallsOverText,
    AlarmTextsOverText,
    AlarmReportsOverText,
    AlarmStoreOverText,

    /// <summary>We were away. Args: from, until, open sessions, those in which something was due.</summary>
    AlarmAwayText,

    /// <summary>To coordinators, sent by the phone company when we are gone. Blanks: since when, people being watched, of these in an emergency, of these without a text, a staffed line or nothing.</summary>
    SwitchAlarmText,

    /// <summary>That text was sent, and we are there. Blank: when it was sent.</summary>
    SwitchAlarmOverText,

    /// <summary>One phone calls or texts without end. Args: how often within an hour.</summary>
    AlarmFloodText,

    // Afterwards, to whoever had the case.

    /// <summary>How did it go? Args: letter.</summary>
    OutcomeText,
    OutcomeThanksText,
    DebriefText,
    DebriefLaterText,
    DebriefTomorrowText,

    /// <summary>A mentor is being rung, or nobody can be.</summary>
    DebriefComingText,
    DebriefNobodyText,

    /// <summary>Somebody being spotted wants one.</summary>
    DebriefNotNowText,

    /// <summary>Args: the caller's words.</summary>
    ThanksText,

    /// <summary>To coordinators, quietly. Args: name, how many hard cases within a week.</summary>
    ExposureText,
    AgainPeerText,
    CaseThreatBotOnlyText,

    CaseOkInTalkText,

    /// <summary>They took it by text and did not come to the phone: it is open again, or a talk is over. Args: letter, what it is about: talk, debrief, calloff, or empty.</summary>
    CaseNotJoinedText,

    // Afterwards, to the caller.
    ThanksKeptText,
    PassedOnText,
    NothingToPassOnText,

    /// <summary>They threatened somebody in this session.</summary>
    ThanksNotAfterThreatText,

    /// <summary>Who took their call is not on the roster any more.</summary>
    ThanksGoneText,

    /// <summary>Nobody took a call of theirs.</summary>
    ThanksNobodyText,
    AgainText,
    AgainNobodyText,

    /// <summary>They threatened somebody.</summary>
    WarnedText,

    /// <summary>No person is put through for a time; what still works.</summary>
    BotOnlyText,

    /// <summary>Not the caller, but a person said that they are OK.</summary>
    StoodDownByPersonText,

    // Only talking.
    JustTalkText,
    JustTalkNotNowText,
    JustTalkNobodyText,

    /// <summary>Dispatch lines that nobody has checked for long. Args: how many, the name of the first.</summary>
    AlarmAreasStaleText,

    // Roster texts.

    /// <summary>Args: how many peers are on now, their role, when their hours end it or empty.</summary>
    RosterOnText,

    /// <summary>Args: how many peers are on now.</summary>
    RosterOffText,

    /// <summary>Args: minutes, until when on their clock, <c>on</c> or <c>off</c> after it.</summary>
    RosterBreakText,

    /// <summary>Args: how many peers are on, their names, those of mentors, those of coordinators; empty where they are none, or too many for a text.</summary>
    RosterWhoText,

    /// <summary>Their first ON, outside their hours. Args: hours.</summary>
    RosterJoinedText,
    RosterAskOnText,
    RosterAskOffText,

    /// <summary>Put on the roster by a coordinator, and not rung before their first ON. Args: name, role, hours.</summary>
    RosterInvitedText,

    /// <summary>Args: name, role, hours.</summary>
    RosterChangedText,

    /// <summary>Args: name, until when on their clock or empty.</summary>
    RosterPausedText,

    /// <summary>Args: name.</summary>
    RosterDroppedText,

    /// <summary>Args: name, hours, <c>on</c> or <c>off</c> now.</summary>
    RosterHoursText,

    /// <summary>Somebody on the roster texted what nobody understands. Args: role.</summary>
    RosterHelpText,
    RosterAddHowText,
    RosterHoursHowText,
    RosterReservedText,
    RosterLastText,
    RosterCoordinatorsText,

    /// <summary>Args: what they were called.</summary>
    RosterNobodyText,

    /// <summary>Args: name.</summary>
    RosterSeveralText,

    /// <summary>To coordinators, hours before nobody is on call. Args: from, until, on their clock.</summary>
    RosterGapText,

    // Rehearsals, texted.
    DrillComingText,
    DrillNotNowText,

    /// <summary>Args: key and seconds each, as in <c>a6</c>.</summary>
    DrillReportText,
    TestOnText,
    TestOffText,

    /// <summary>Args: name.</summary>
    TestComingText,

    /// <summary>Args: name.</summary>
    TestNotNowText,

    /// <summary>Args: name, seconds.</summary>
    TestTakenText,

    /// <summary>Args: name.</summary>
    TestNobodyText,

    // Rehearsals, spoken.

    /// <summary>Args: story.</summary>
    DrillOffer,
    DrillOfferKeys,
    DrillTestRing,
    DrillTestKeys,
    DrillTestThanks,

    /// <summary>Args: story.</summary>
    DrillBrief,
    DrillBriefKeys,

    /// <summary>Args: story, which sentence.</summary>
    DrillCaller,
    DrillMenu,
    DrillEms,
    DrillEmsAsks,

    /// <summary>Args: key.</summary>
    DrillKey,

    /// <summary>Args: key and seconds each, as in <c>a6</c>.</summary>
    DrillReport,

    /// <summary>Args: story, <c>right</c> or empty.</summary>
    DrillRemark,
    DrillNotTaken,

    // Spoken to the caller.

    /// <summary>The inbound menu's first words.</summary>
    Menu,
    MenuNoCallback,
    MenuKeys,

    /// <summary>The menu to a phone that has kept something. Args: the word its place is kept under.</summary>
    MenuReturning,

    /// <summary>Another place that is kept is offered. Args: its word.</summary>
    MenuReturningNext,
    MenuReturningKeys,

    /// <summary>Started by voice. Args: minutes.</summary>
    Started,

    /// <summary>Started with what was kept. Args: minutes, town or empty.</summary>
    StartedSaved,

    /// <summary>Started with no way to be called back. Args: minutes.</summary>
    StartedNoCallback,

    /// <summary>Help was asked for on a line that cannot be called back.</summary>
    NoCallbackNow,

    /// <summary>Spoken slowly. Args: code spelled.</summary>
    CodeIs,

    /// <inheritdoc cref="CodeIs"/>
    CodeAgain,
    Overloaded,
    NoPeers,

    AskCode,

    /// <summary>The last digits of the phone they began on.</summary>
    AskProof,
    ProofWrong,
    NoProof,

    /// <summary>On a line that is not known to be theirs: people are being reached for somebody.</summary>
    PeopleBeingReachedHere,
    EmsBeingReachedHere,
    EmsIsComingHere,
    HelpBeingReachedHere,

    /// <summary>This phone is being spotted already: is it them?</summary>
    AskIfSame,
    Rejoined,

    // Questions on the caller's line.
    AskCallback,

    /// <summary>A number keyed, read back. Args: its digits spelled.</summary>
    NumberHeard,
    NumberBad,
    NumberRefused,
    CallbackKept,
    AskWhere,
    AskWhereAgain,

    /// <summary>Help was asked for and no place is known.</summary>
    AskWhereNow,
    AskStreetNow,

    /// <summary>Help was asked for; the place that is known may be another. Args: town.</summary>
    AskWhereElse,
    NotCaught,
    LetItGo,

    /// <summary>The place read back. Args: address, town or empty.</summary>
    PlaceHeard,

    /// <summary>On another line than the one it was said on. Args: town or empty.</summary>
    PlaceStill,
    AskTown,

    /// <summary>Args: the area's name.</summary>
    AskInArea,

    /// <summary>Args: town or area.</summary>
    PlaceKept,
    PlaceUnsure,
    PlaceNoEms,

    /// <summary>Its dispatch line is called by people only.</summary>
    PlaceByPerson,
    NoPlace,

    /// <summary>A place came by text while the caller is on the line. Args: town or empty.</summary>
    PlaceByText,
    AskHouseNumber,
    AskOwnWords,
    RecordNow,
    Recorded,
    NotRecorded,

    /// <summary>How to get in was said, not recorded. Args: in their words.</summary>
    AccessKept,

    /// <summary>What was recorded was of the place where they were before.</summary>
    OwnWordsGone,
    AskName,

    /// <summary>Args: what the caller is called.</summary>
    NameKept,
    AskKeep,
    Kept,

    /// <summary>All that is kept about this phone is erased when they finish.</summary>
    ForgetLater,

    /// <summary>What will happen if they stop answering. Args: order of rungs, <c>peers</c> or <c>nobody</c>, <c>ems</c> or <c>noline</c> or <c>noplace</c>,
    /// what the person named said.</summary>
    Plan,

    /// <summary>Args: code spelled.</summary>
    PlanKeys,

    /// <summary>One thing that can be changed. Args: which.</summary>
    ChangeWhat,
    AskFirst,

    /// <summary>Args: as for <see cref="FirstText"/>.</summary>
    FirstKept,
    FirstAskedBefore,

    /// <summary>Args: why, as for <see cref="FirstNotAskedText"/>.</summary>
    FirstNotAsked,
    FirstSaidYes,
    FirstSaidNo,

    /// <summary>Args: as for <see cref="FirstNotRungText"/>.</summary>
    FirstNotRung,
    EmsAtOnce,
    EmsLater,
    ToneOn,
    ToneOff,
    QuietOn,
    QuietOff,
    HelloAgreed,
    HelloDeclined,
    HeardHelp,

    /// <summary>Check-in by voice. Args: handle or empty.</summary>
    CheckIn,
    CheckInLouder,

    /// <summary>The check-in that comes late because we were away. Args: handle or empty, minutes away.</summary>
    CheckInAway,
    CheckInKeys,
    AskKey,

    /// <summary>Args: minutes to the next check-in.</summary>
    Ok,

    /// <summary>An OK heard, in quiet mode.</summary>
    OkQuiet,

    /// <summary>OK heard by text, said on the line. Args: minutes.</summary>
    OkByText,
    OkOnOtherLine,

    /// <summary>Args: minutes.</summary>
    MoreTimeGiven,
    MoreTimeUsed,
    MoreTimeNotNow,

    /// <summary>Is this really the caller? Args: handle or empty.</summary>
    ConfirmOk,
    HelpComing,

    /// <summary>No person is put through to them.</summary>
    HelpComingBotOnly,
    HelpComingNoEms,
    PeopleBeingReached,

    /// <summary>Args: alone, where no person is put through to them.</summary>
    EmsBeingReached,
    EmsIsComing,

    /// <summary>Quiet words to somebody who may hear them and cannot answer, between the sentences that tell how it stands.</summary>
    Reassure1,
    Reassure2,
    Reassure3,
    StoodDown,
    EmsConfirmedOk,
    PersonComing,
    NoPerson,
    PersonNotReached,
    PersonLost,

    /// <summary>The same, where no peer is put through to them.</summary>
    PersonLostBotOnly,
    TalkEnded,

    /// <summary>Nobody else is put through to them: that follows.</summary>
    PersonGoneBotOnly,

    /// <summary>All is over: a word of thanks, if they like.</summary>
    AskThanks,

    /// <summary>Args: their words, as heard.</summary>
    ThanksRight,
    ThanksPassed,

    /// <summary>Whoever it is for is not to be had any more.</summary>
    ThanksGone,
    ThanksDropped,
    JustTalk,
    JustTalkNotNow,
    JustTalkNobody,

    /// <summary>They threatened somebody.</summary>
    Warned,

    /// <summary>No person is put through for a time; what still works.</summary>
    BotOnly,
    NotWatching,
    WatchBegins,
    PersonGone,
    OneMoment,
    PersonHere,

    /// <summary>Said to a caller who is alone in the room.</summary>
    WaitingForPerson,
    ChangeMinutes,

    /// <summary>Help, or a number? Args: what was keyed, spelled.</summary>
    BareNine,

    /// <summary>Finished, or a number?</summary>
    BareSeven,
    CloseWithPound,
    EveryChanged,
    EveryRange,
    SkippedSpoken,
    FirstAid1,
    FirstAid2,
    FirstAid3,
    FirstAid4,
    FirstAid5,
    FirstAid6,
    Quiet,
    Bye,
    NotKey,
    CodeAsksWhich,
    CodeNoSession,

    /// <summary>Nobody has that code: it is asked for again.</summary>
    CodeNotFound,
    OptedOutCall,
    TextsGoneCall,

    // Spoken to someone being rung.

    /// <summary>Who and why, under eight seconds, no case details.</summary>
    OfferPeer,
    OfferPeerTalk,
    OfferChosen,

    /// <summary>To somebody who said yes to being rung. Args: what the caller is called, or empty.</summary>
    OfferChosenAgreed,

    /// <summary>A caller named them: may they be rung?</summary>
    AskChosen,
    AskChosenKeys,
    ChosenAgreed,
    ChosenDeclined,
    OfferCoordinator,
    OfferStandDown,
    OfferHandOver,
    OfferDebrief,
    OfferKeys,

    /// <summary>Args: the name of who has it, or empty.</summary>
    AlreadyTaken,
    NothingNeeded,
    Passed,

    // The brief, after acceptance.

    /// <summary>Args: handle.</summary>
    BriefWho,

    /// <summary>Since when no answer. Args: minutes since due, minutes since the last OK.</summary>
    BriefMissed,

    /// <summary>Args: minutes that we were away of it.</summary>
    BriefAway,
    BriefHelpNow,

    /// <summary>Not the caller asked for an ambulance, but who had the case then.</summary>
    BriefHelpByPerson,
    BriefTalk,
    BriefStandDown,

    /// <summary>The same, with the dispatch desk on the line that they are joined to.</summary>
    BriefStandDownListening,

    /// <summary>Args: order of rungs as agreed, or ChosenHears where who was chosen hears it; <c>ems</c> where it can be reached.</summary>
    BriefAgreed,

    /// <summary>Args: the place.</summary>
    BriefPlace,

    /// <summary>The caller was somewhere else when the ambulance was confirmed. Args: that place.</summary>
    BriefSentTo,
    BriefNoPlace,

    /// <summary>The place was heard by machine, and the caller did not confirm it.</summary>
    BriefPlaceUnconfirmed,

    /// <summary>What follows is the caller's recording.</summary>
    BriefOwnWords,
    BriefAreaUnconfirmed,
    BriefTextsGone,

    /// <summary>Args: state of the caller's line.</summary>
    BriefLineOpen,

    /// <summary>Args: the name of who is on it with them.</summary>
    BriefLineWith,
    BriefLineRinging,
    BriefLineNone,
    BriefEmsAt,

    /// <summary>Args: for how many more minutes.</summary>
    BriefEmsHeld,
    BriefEmsRinging,
    BriefEmsListening,
    BriefEmsConfirmed,

    /// <summary>Args: what it is about: talk, debrief, calloff, or empty.</summary>
    BriefKeys,

    /// <summary>They join whoever has it. Args: the name of that person, what the caller goes by; both may be empty.</summary>
    BriefBeside,

    /// <summary>Args: the name of who wants to talk it through.</summary>
    BriefDebrief,

    // In a case.

    /// <summary>Args: what it is about: talk, debrief, calloff, or empty.</summary>
    CaseMenu,
    CaseOk,

    /// <summary>Nobody was being reached for them, and nobody has to be told.</summary>
    CaseOkInTalk,

    /// <summary>Who talked with somebody is alone on the line. Args: talk or debrief.</summary>
    CaseTalkOver,

    /// <summary>Noted, and there is no way to reach them: the watch rests until they call.</summary>
    CaseOkOutOfReach,
    CasePlaceNotInTalk,
    CaseOkEmsConfirmed,
    CaseHold,
    CaseEms,
    CaseEmsAlready,
    CaseEmsLeft,

    /// <summary>The desk that is called off was that of where the caller was before; the one where they are now has confirmed, too.</summary>
    CaseOtherCrew,

    /// <summary>EMS is rung so that they hear that nobody is needed.</summary>
    CaseEmsCallOff,

    /// <summary>No ambulance is rung that could be held.</summary>
    CaseNoHold,

    /// <summary>Somebody took it by text, and is not on the line yet.</summary>
    CaseHandedOverByText,

    /// <summary>To whoever says by text that they take over from somebody who is on the line with the caller.</summary>
    TakesOverText,
    CaseNoEms,
    CaseNoPlace,

    /// <summary>The dispatch line is called only with somebody on the line.</summary>
    CaseByPerson,
    CaseCalling,
    CaseOnLine,
    CaseHandOver,
    CaseHandOverNobody,

    /// <summary>It is over for the caller: nobody else is rung for it.</summary>
    CaseSettled,
    CaseThreat,
    CaseThreatBotOnly,

    /// <summary>The caller again, if they want that too.</summary>
    CaseAgain,

    /// <summary>How did it go?</summary>
    AskOutcome,
    OutcomeThanks,
    CaseLeft,
    CaseCoordinator,
    CaseNoCoordinator,
    CaseBack,
    CaseNotKey,
    CaseHandedOver,

    // Announced into a person's leg.
    RemindPeer,
    RemindPeerNoEms,
    RemindHold,
    CallerSaidOk,
    CallerAskedHelp,
    PlaceChanged,
    CallerDidNotAnswer,

    /// <summary>They wanted to hand it over, and nobody took it.</summary>
    HandOverNotTaken,
    CallerBackOnLine,
    CallerFinished,
    EmsIsRinging,
    EmsHasConfirmed,
    CallerTextsGone,
    RejoinOffer,

    /// <summary>A call to coordinators, where texts fail. Args: since when, open sessions.</summary>
    AlarmTexts,

    // Spoken to EMS.

    /// <summary>"I am an automated spotter; the person is not at the address on your screen."</summary>
    EmsWho,

    /// <summary>Args: city or what is known.</summary>
    EmsCity,

    /// <summary>Args: address.</summary>
    EmsAddress,

    /// <summary>Args: street spelled.</summary>
    EmsSpelled,
    EmsNoStreet,

    /// <summary>Args: latitude's digits, north or south, longitude's digits, east or west.</summary>
    EmsPoint,

    /// <summary>Args: the plus code spelled.</summary>
    EmsPlusCode,

    /// <summary>The caller sent a link that only a person can open.</summary>
    EmsMapLink,

    /// <summary>Spoken in the other language than the rest: a key changes to it.</summary>
    EmsOtherLanguage,

    /// <summary>Args: call-back number spelled.</summary>
    EmsCallback,

    /// <summary>Args: the postal code, letter by letter.</summary>
    EmsPostalCode,

    /// <summary>Args: minutes since the check-in was due.</summary>
    EmsWhatMissed,
    EmsWhatHelpNow,

    /// <summary>Not the caller asked: whoever has the case did. How long ago, in minutes.</summary>
    EmsWhatPersonAsked,
    EmsNotThere,

    /// <summary>Args: minutes since they were last heard, minutes that we were away of it.</summary>
    EmsAway,

    /// <summary>Args: how to get in.</summary>
    EmsAccess,
    EmsPlaceUnconfirmed,
    EmsOwnWords,
    EmsBring,
    EmsAreaUnconfirmed,

    /// <summary>Args: <c>words</c> where the caller's recording comes with it.</summary>
    EmsKeys,
    EmsReadBack,
    EmsConfirmed,
    EmsStillHere,

    /// <summary>What follows is another place than the one they have. Args: <c>elsewhere</c> where another area serves it.</summary>
    EmsNewPlace,

    /// <summary>To a desk of another area than the one the caller is in now: it has the place down, and that area's line is called as well.</summary>
    EmsElsewhere,

    /// <summary>To the same: the area's own desk has confirmed, and nothing more is asked of them.</summary>
    EmsElsewhereOver,
    EmsJoining,
    EmsPersonComing,
    EmsNoPersonYet,
    EmsSecondCall,
    EmsStandDown,
    EmsStandDownKeys,
    EmsStandDownClosed,
    EmsPersonOnLine,

    /// <summary>To whoever rings the number kept for EMS: the case's code, or a person. Args: <c>again</c> after a wrong one.</summary>
    EmsAskCode,

    /// <summary>The same, where several cases are open.</summary>
    EmsAskWhich,

    /// <summary>The case's code, for whoever rings back. Args: spelled.</summary>
    EmsCode,

    // Errors, spoken.
    Sorry,

    /// <summary>It takes longer: the line is kept company.</summary>
    StillHere,

    /// <summary>The staffed line is being rung.</summary>
    SorryConnecting,
    SorryPerson,

    /// <summary>As <see cref="SorryPerson"/>, to somebody who cannot be called back.</summary>
    SorryPersonNoCallback,
    SorryText,

    // Sounds. They are played; the words of a language stand for them only where nothing can be.

    /// <summary>Args: how often in a row.</summary>
    CalmTone,

    /// <summary>The caller's recording. Args: its SID.</summary>
    OwnWords,
}
