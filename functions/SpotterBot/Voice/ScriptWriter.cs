using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Outreach;
using SpotterBot.Recordings;
using SpotterBot.Sessions;
using SpotterBot.Telephony.Twiml;
using SpotterBot.Words;
using Pause = SpotterBot.Telephony.Twiml.Pause;
using Record = SpotterBot.Telephony.Twiml.Record;
using Say = SpotterBot.Telephony.Twiml.Say;

namespace SpotterBot.Voice;

/// <summary>Writes what a leg hears as TwiML.</summary>
public sealed class ScriptWriter(Urls urls, RecordingLinks recordings, ServiceFacts service)
{
    /// <summary>Somebody who gives an address stops to think; "I'm OK" is over when it is over.</summary>
    private const string SentenceEnds = "2";

    private const int PhraseSecondsMost = 5;
    private const int SentenceSecondsMost = 20;

    public string Write(string sessionId, ILanguage language, Answer.Voice answer) =>
        new VoiceResponse(answer.Verbs.SelectMany(verb => Verbs(sessionId, language, answer, verb))).ToXml();

    public static Say Speak(ILanguage language, Line line, bool slow = false) => new(language.Say(line))
    {
        Language = language.SpeechTag,
        Voice = language.Voice,
        Rate = slow || Delivery.IsSlow(line.Key) ? SpeechRate.Slow : SpeechRate.Normal,
        Loud = Delivery.IsLoud(line.Key),
    };

    public static Say Speak(ComingLanguage language) => new(language.Sentence) { Language = language.SpeechTag, Voice = language.Voice };

    private IEnumerable<VoiceVerb> Verbs(string sessionId, ILanguage language, Answer.Voice answer, Verb verb) => verb switch
    {
        Verb.Say say => [Prompt(sessionId, language, say.Line, say.Slow)],
        Verb.Ask ask => [Gather(sessionId, language, answer, ask)],
        Verb.Record record => [Record(sessionId, answer, record)],
        Verb.Pause pause => [new Pause(pause.Seconds)],
        Verb.Join join => [Join(sessionId, answer, join)],
        Verb.Again => [new Redirect(urls.LegSilent(sessionId, answer.LegId, answer.CheckIn, answer.Step))],
        _ => [new Hangup()],
    };

    /// <summary>A sentence is spoken, a sound is played.</summary>
    private Prompt Prompt(string sessionId, ILanguage language, Line line, bool slow) => line.Key switch
    {
        LineKey.CalmTone => new Play(urls.CalmTone) { Loop = int.Parse(line.Args[0]) },
        LineKey.OwnWords => new Play(recordings.Make(sessionId, line.Args[0])),
        LineKey.EmsOtherLanguage => Speak(Languages.OtherForEms(language), line, slow),
        _ => Speak(language, line, slow),
    };

    private Gather Gather(string sessionId, ILanguage language, Answer.Voice answer, Verb.Ask ask)
    {
        var words = ask.Listens != Listens.Keys;
        var sentence = ask.Listens == Listens.Sentence;
        return new(ask.Lines.Select(line => Prompt(sessionId, language, line, ask.Slow)))
        {
            Input = words ? GatherInput.DtmfAndSpeech : GatherInput.Dtmf,
            Action = urls.Leg(sessionId, answer.LegId, answer.CheckIn, answer.Step),
            Timeout = ask.Seconds,
            NumDigits = ask.Digits > 0 ? ask.Digits : null,

            // A single key is taken as it is, the star and the pound too; a number is closed by the pound key.
            FinishOnKey = ask.Digits > 0 ? "" : "#",
            SpeechTimeout = !words ? null : sentence ? SentenceEnds : "auto",
            MaxSpeechTime = !words ? null : sentence ? SentenceSecondsMost : PhraseSecondsMost,
            Language = words ? language.SpeechTag : null,
            Hints = !words ? [] : sentence ? Towns : language.Hints.Split(", "),
            ProfanityFilter = words ? false : null,
        };
    }

    /// <summary>The towns whose dispatch lines we have: a place is heard better by them.</summary>
    private IReadOnlyList<string> Towns =>
        [.. service.Base.Areas.SelectMany(a => a.Match).Where(m => m != "*" && !m.Any(char.IsAsciiDigit)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private Record Record(string sessionId, Answer.Voice answer, Verb.Record record) => new()
    {
        Action = urls.LegRecorded(sessionId, answer.LegId, answer.CheckIn, answer.Step),
        RecordingStatusCallback = urls.RecordingStatus(sessionId, answer.LegId, answer.Step),
        MaxLength = record.Seconds,
        Timeout = record.Silence,
    };

    private Dial Join(string sessionId, Answer.Voice answer, Verb.Join join) => new(new Conference(join.Room)
    {
        Beep = false,
        WaitUrl = join.Waiting is { } waiting ? urls.Waiting(waiting.Key) : "",
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
