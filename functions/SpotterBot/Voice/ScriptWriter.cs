using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Outreach;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;
using Pause = SpotterBot.Telephony.Twiml.Pause;
using Say = SpotterBot.Telephony.Twiml.Say;

namespace SpotterBot.Voice;

/// <summary>Writes what a leg hears as TwiML.</summary>
public sealed class ScriptWriter(Urls urls)
{
    public string Write(string sessionId, ILanguage language, Answer.Voice answer) =>
        new VoiceResponse(answer.Verbs.SelectMany(verb => Verbs(sessionId, language, answer, verb))).ToXml();

    public static Say Speak(ILanguage language, Line line, bool slow = false) => new(language.Say(line))
    {
        Language = language.SpeechTag,
        Voice = language.Voice,
        Rate = slow ? SpeechRate.Slow : SpeechRate.Normal,
    };

    private IEnumerable<VoiceVerb> Verbs(string sessionId, ILanguage language, Answer.Voice answer, Verb verb) => verb switch
    {
        Verb.Say say => [Speak(language, say.Line, say.Slow)],
        Verb.Ask ask => [Gather(sessionId, language, answer, ask)],
        Verb.Pause pause => [new Pause(pause.Seconds)],
        Verb.Join join => [Join(sessionId, answer, join)],
        Verb.Again => [new Redirect(urls.LegSilent(sessionId, answer.LegId, answer.CheckIn, answer.Step))],
        _ => [new Hangup()],
    };

    private Gather Gather(string sessionId, ILanguage language, Answer.Voice answer, Verb.Ask ask) =>
        new(ask.Lines.Select(line => Speak(language, line, ask.Slow)))
        {
            Input = ask.Speech ? GatherInput.DtmfAndSpeech : GatherInput.Dtmf,
            Action = urls.Leg(sessionId, answer.LegId, answer.CheckIn, answer.Step),
            Timeout = ask.Seconds,
            NumDigits = ask.Digits > 0 ? ask.Digits : null,

            // A single key is taken as it is, the star and the pound too; a number is closed by the pound key.
            FinishOnKey = ask.Digits > 0 ? "" : "#",
            SpeechTimeout = ask.Speech ? "auto" : null,
            Language = ask.Speech ? language.SpeechTag : null,
            Hints = ask.Speech ? language.Hints.Split(", ") : [],
            ProfanityFilter = ask.Speech ? false : null,
        };

    private Dial Join(string sessionId, Answer.Voice answer, Verb.Join join) => new(new Conference(join.Room)
    {
        Beep = false,
        WaitUrl = "",
        StartConferenceOnEnter = true,
        EndConferenceOnExit = join.EndOnExit,
        MaxParticipants = 10,
        StatusCallback = urls.Room(sessionId),
        StatusCallbackEvent = ConferenceEvents.Join | ConferenceEvents.Leave,
    })
    {
        Action = urls.LegLeft(sessionId, answer.LegId, answer.CheckIn, answer.Step),
        HangupOnStar = join.StarMenu ? true : null,
    };
}
