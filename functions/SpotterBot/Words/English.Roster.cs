using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <content>Texts to people on the roster, and about what comes after a case.</content>
public sealed partial class English
{
    private static Dictionary<LineKey, Func<string[], string>> Roster() => new()
    {
        [LineKey.OutcomeText] = a => $"SpotterBot: {a[0]} is over. How did it go? {a[0]}1 they're fine, {a[0]}2 someone reached them, {a[0]}3 crew came, {a[0]}4 not reached, {a[0]}5 no need, {a[0]}6 a drill.",
        [LineKey.OutcomeThanksText] = _ => "SpotterBot: noted, thank you. Take a moment for yourself.",
        [LineKey.DebriefText] = _ => "SpotterBot: that was a lot to carry. DEBRIEF: I ring a mentor for you now. LATER: I ask again tomorrow. BREAK: an hour off. All of it is fine.",
        [LineKey.DebriefLaterText] = _ => "SpotterBot: OK, I ask you again tomorrow. DEBRIEF works any time.",
        [LineKey.DebriefTomorrowText] = _ => "SpotterBot: how are you after yesterday? DEBRIEF and I ring a mentor for you now. If not, that's fine too.",
        [LineKey.DebriefComingText] = _ => "SpotterBot: I'm ringing somebody to talk it through with you. I'll call you when they're there.",
        [LineKey.DebriefNobodyText] = _ => "SpotterBot: no mentor or coordinator can be reached right now, I'm sorry. Text DEBRIEF to try again.",
        [LineKey.DebriefNotNowText] = _ => "DEBRIEF is for people on the team, when I'm not checking on them: 7 finishes this first. 0 = a person now. I'm still with you.",
        [LineKey.ThanksText] = a => $"SpotterBot: thanks from somebody you were there for: {a[0]}",
        [LineKey.ExposureText] = a => $"SpotterBot: {(a[0].Length > 0 ? a[0] : "someone")} has had {a[1]} hard cases within a week. A kind word may do them good.",
        [LineKey.AgainPeerText] = _ => "SpotterBot: OK. If they would like that too, I ring you first for them.",
        [LineKey.CaseThreatBotOnlyText] = a => $"SpotterBot: {a[0]}: noted for the coordinators, and nobody is put through to them for a time. Leave any time: {a[0]}7.",
        [LineKey.CaseOkInTalkText] = a => $"SpotterBot: noted, {a[0]} is OK. Thank you.",
        [LineKey.StoodDownByPersonText] = _ => "A person tells me you're OK, so I've told everyone to stand down. I go on checking; 7 = finished.",
        [LineKey.ThanksKeptText] = _ => "That's kind. May I pass it on to who took your call, word for word? Reply PASS for that. Without it, it goes nowhere.",
        [LineKey.PassedOnText] = _ => "Passed on. They'll be glad.",
        [LineKey.ThanksNotAfterThreatText] = _ => "One who was with you felt threatened, so I pass no words on this time. 0 = a person, 9 = help now.",
        [LineKey.ThanksGoneText] = _ => "That's kind. Who took your call isn't on the team any more, so I can't pass it on. 0 = a person.",
        [LineKey.ThanksNobodyText] = _ => "That's kind. Nobody has taken a call of yours lately, so there is no one to pass it on to. 0 = a person.",
        [LineKey.NothingToPassOnText] = _ => "Tell me first: THANKS, then your words.",
        [LineKey.AgainText] = _ => "OK. If they would like that too, I ring them first for you next time. FORGET erases it.",
        [LineKey.AgainNobodyText] = _ => "I don't know whom: nobody has taken a call of yours, or your number was hidden.",
        [LineKey.WarnedText] = _ => "The person felt threatened. Please don't: next time I'd put nobody through to you for a while. I'm still with you, and 9 = help now.",
        [LineKey.BotOnlyText] = _ => "For a while I put no one from the team through to you: one felt threatened. I still check on you, ring who you chose, and 9 brings a crew.",
        [LineKey.JustTalkText] = _ => "OK, just talking: I don't check on you any more, and ring someone for you. Reply 1 and I check on you again. 9 = help now.",
        [LineKey.JustTalkNotNowText] = _ => "First tell me you're OK: reply 1. Then TALK.",
        [LineKey.JustTalkNobodyText] = _ => "Nobody is on call to talk right now, I'm sorry, so I go on checking on you. 7 = finished.",
        [LineKey.RosterOnText] = a => $"SpotterBot: you're on until {(a[2].Length > 0 ? $"{a[2]}, by your hours" : "you text OFF")}, {a[1] switch
        {
            "mentor" => $"and rung when a peer wants to talk a case through. Peers on call now: {a[0]}.",
            "coordinator" => $"told of what matters, and rung where nobody else comes. Peers on call now: {a[0]}.",
            _ => $"and rung when someone needs a person. With you, {a[0]} on call now.",
        }}",
        [LineKey.RosterOffText] = a => $"SpotterBot: you're off until you text ON. {(a[0] == "0" ? "Nobody is on call now." : $"{(a[1] == "peer" ? "Still on call" : "Peers on call")}: {a[0]}.")} Rest well.",
        [LineKey.RosterBreakText] = a => $"SpotterBot: break for {a[0]} min, until {a[1]}. Then you're {(a[2] == "on" ? "on again" : "off, by your hours")}. ON brings you back sooner.",
        [LineKey.RosterWhoText] = a => $"SpotterBot: {a[0]} on call right now{Named(a[1], ": ", "")}.{Named(a[2], " Mentors: ", ".")}{Named(a[3], " Coordinators: ", ".")}",
        [LineKey.RosterJoinedText] = a => $"SpotterBot: welcome. I ring you in your hours: {a[0]}. ON: also outside them. OFF ends it, BREAK is a rest.",
        [LineKey.RosterAskOnText] = _ => "SpotterBot: OK, I ask you afterwards how it went. ASK OFF ends that.",
        [LineKey.RosterAskOffText] = _ => "SpotterBot: OK, I ask you nothing afterwards. ASK ON brings it back, and DEBRIEF is always there.",
        [LineKey.RosterInvitedText] = a => $"SpotterBot: {a[0]} is on the roster as a {a[1]}: {a[2]}. I don't ring or text them before they text ON to this number: please ask them to.",
        [LineKey.RosterChangedText] = a => $"SpotterBot: {a[0]} is on the roster as a {a[1]}: {a[2]}. What they had before is changed.",
        [LineKey.RosterPausedText] = a => $"SpotterBot: {a[0]} is off until {(a[1].Length > 0 ? $"{a[1]} on their clock" : "they text ON")}.",
        [LineKey.RosterDroppedText] = a => $"SpotterBot: {a[0]} is off the roster, and their number is erased.",
        [LineKey.RosterHoursText] = a => $"SpotterBot: hours of {a[0]}: {a[1]}. {(a[3].Length > 0 ? $"Right now they're {a[2]} by hand." : $"Right now that is {a[2]}.")}",
        [LineKey.RosterHelpText] = a => $"SpotterBot: I don't know that. ON, OFF, BREAK 30, WHO, HOURS, DRILL, DEBRIEF{(a[0] == "coordinator" ? ", ADD, PAUSE, DROP, TEST" : "")}. For yourself: SPOT and I check on you, 0 a person, HOW.",
        [LineKey.RosterAddHowText] = _ => "SpotterBot: like this: ADD Ana 905 555 0120 fr,en Mon-Fri 18:00-02:00. Write mentor or coordinator behind the number for those.",
        [LineKey.RosterHoursHowText] = _ => "SpotterBot: like this: HOURS Ana Mon-Fri 18:00-02:00; Sat,Sun 10:00-22:00; 2026-12-25 off",
        [LineKey.RosterReservedText] = _ => "SpotterBot: that number is mine or a crew's line. Write a person's own.",
        [LineKey.RosterLastText] = _ => "SpotterBot: that is the last coordinator. Add another first.",
        [LineKey.RosterCoordinatorsText] = _ => "SpotterBot: that is for coordinators. WHO says who is on call.",
        [LineKey.RosterNobodyText] = a => $"SpotterBot: nobody on the roster goes by {a[0]}. The last four digits of their number do, too.",
        [LineKey.RosterSeveralText] = a => $"SpotterBot: several go by {a[0]}. Write the last four digits of their number instead of the name.",
        [LineKey.RosterGapText] = a => $"SpotterBot: nobody is on call from {a[0]} to {a[1]}. Someone's ON, or HOURS, closes it.",
    };
}
