using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Words;

namespace SpotterBot.Tests.Words;

/// <summary>Something that is said in one go, before a key or an answer is waited for.</summary>
/// <param name="MostSeconds">What it may take.</param>
internal sealed record Prompt(string Name, string Words, double MostSeconds);

/// <summary>The prompts whose length matters. Check-ins are taken from the documents that the decisions really hand out.</summary>
internal static class Prompts
{
    private const double CheckIn = 4;
    private const double FirstChoice = 10;
    private const double Offer = 8;
    private const double Question = 10;

    /// <summary>Six choices, to somebody who has just had a case and may hang up.</summary>
    private const double Outcome = 13;

    public static IEnumerable<Prompt> All =>
    [
        UpTo("menu, to its first choice", "start now", FirstChoice, new(LineKey.Menu), new(LineKey.MenuKeys)),
        UpTo("menu of a returning caller, to its first choice", "last time", FirstChoice, new Line(LineKey.MenuReturning, "home")),
        .. CheckIns(),
        Of("after an OK", CheckIn, new Line(LineKey.Ok, "2")),
        Of("after an OK by text", CheckIn, new Line(LineKey.OkByText, "2")),
        Of("started", Question, new Line(LineKey.Started, "2")),
        Of("started with what was kept", Question, new Line(LineKey.StartedSaved, "2", "Hamilton")),
        Of("where are you", Question, new Line(LineKey.AskWhere)),
        Of("where are you, again", Question, new Line(LineKey.AskWhereAgain)),
        Of("where are you, in need", Question, new Line(LineKey.AskWhereNow)),
        Of("which street, in need", Question, new Line(LineKey.AskStreetNow, "Hamilton")),
        Of("only a town was heard", Question, new Line(LineKey.PlaceHeard, "", "Hamilton")),
        Of("a talk is over and nobody checks on them", Question, new(LineKey.TalkEnded), new(LineKey.NotWatching)),
        Of("a word of thanks", Question, new Line(LineKey.AskThanks)),
        Of("thanks as heard", Question, new Line(LineKey.ThanksRight, "thanks for staying with me")),
        Of("a person has left", Question, new Line(LineKey.PersonGone)),
        Of("the watch begins in the silence", Question, new Line(LineKey.WatchBegins)),
        Of("which town", Question, new Line(LineKey.AskTown)),
        Of("a recording", Question, new Line(LineKey.AskOwnWords)),
        Of("before the tone", Question, new Line(LineKey.RecordNow)),
        Of("a name", Question, new Line(LineKey.AskName)),
        Of("keep it", Question, new Line(LineKey.AskKeep)),
        Of("a number to call back", Question, new Line(LineKey.AskCallback)),
        Of("a thing to change", Question, new Line(LineKey.ChangeWhat, "AmbulanceAtOnce")),
        Of("a phone that is shared", Question, new Line(LineKey.AskIfSame)),
        Of("a line by the code", Question, new Line(LineKey.AskProof)),
        Of("a place said on another line", Question, new Line(LineKey.PlaceStill, "Hamilton")),
        Of("while people are reached", Question, new Line(LineKey.PeopleBeingReached)),
        Of("is it them", Question, new Line(LineKey.ConfirmOk, "")),
        Of("is it Sam", Question, new Line(LineKey.ConfirmOk, "Sam")),
        Of("a nine among digits", Question, new Line(LineKey.BareNine, "9, 9")),
        Of("by the code, while people are reached", Question, new Line(LineKey.PeopleBeingReachedHere)),
        Of("by the code, while an ambulance is called", Question, new Line(LineKey.EmsBeingReachedHere)),
        Of("by the code, when it comes", Question, new Line(LineKey.EmsIsComingHere)),
        Of("a peer is rung", Offer, new(LineKey.OfferPeer), new(LineKey.OfferKeys)),
        Of("a peer is rung for a talk", Offer, new(LineKey.OfferPeerTalk), new(LineKey.OfferKeys)),
        Of("someone chosen is rung", Offer, new(LineKey.OfferChosen), new(LineKey.OfferKeys)),
        Of("someone chosen is rung who said yes", Offer, new(LineKey.OfferChosenAgreed, "Sam"), new(LineKey.OfferKeys)),
        Of("someone chosen is asked", Question, new(LineKey.AskChosen), new(LineKey.AskChosenKeys)),
        Of("someone chosen is named", Question, new Line(LineKey.FirstKept, "")),
        Of("a coordinator is rung", Offer, new(LineKey.OfferCoordinator), new(LineKey.OfferKeys)),
        Of("a mentor is rung", Offer, new(LineKey.OfferDebrief), new(LineKey.OfferKeys)),
        Of("a peer is rung for a drill", Offer, new(LineKey.DrillOffer, "Drowsy"), new(LineKey.DrillOfferKeys)),
        Of("a test ring", Offer, new(LineKey.DrillTestRing), new(LineKey.DrillTestKeys)),
        Of("somebody has it already", CheckIn, new Line(LineKey.AlreadyTaken, "Ana")),
        Of("how it went", Outcome, new Line(LineKey.AskOutcome)),
        Of("noted how it went", CheckIn, new Line(LineKey.OutcomeThanks)),
        Of("a caller who threatened is warned", Question, new Line(LineKey.Warned)),
        Of("no peer is put through", Question, new Line(LineKey.BotOnly)),
        Of("from a watch to a talk", Question, new Line(LineKey.JustTalk)),
        Of("nobody is there to talk", Question, new Line(LineKey.JustTalkNobody)),
        Of("a person is with you", CheckIn, new Line(LineKey.PersonHere)),
        Of("our side is slow", CheckIn, new Line(LineKey.Sorry)),
        Of("our side is slower", CheckIn, new Line(LineKey.StillHere)),
    ];

    private static Prompt Of(string name, double most, params Line[] lines) => new(name, Say(lines), most);

    private static Prompt UpTo(string name, string words, double most, params Line[] lines)
    {
        var all = Say(lines);
        return new(name, all[..(all.IndexOf(words, StringComparison.Ordinal) + words.Length)], most);
    }

    private static string Say(IEnumerable<Line> lines) => string.Join(' ', lines.Select(l => Languages.Of("en").Say(l)));

    private static IEnumerable<Prompt> CheckIns()
    {
        foreach (var (who, kept) in new[] { ("no name", null), ("Sam", Kept("Sam")), ("Alexandra", Kept("Alexandra")), ("a long name", Kept("Bartholomeus Maximilian")), ("a longer one", Kept("Wolfeschlegelstein")), ("quiet, Sam", Kept("Sam", quiet: true)) })
        {
            var line = new LineOfACaller(kept);
            yield return new($"check-in, {who}", Say(line.Due()), CheckIn);
            yield return new($"check-in, {who}, after a silence", Say(line.Silent()), CheckIn);
            yield return new($"check-in, {who}, after other words", Say(line.Says("mm-hm")), CheckIn);
            yield return new($"check-in, {who}, after a cry", Say(line.Says("help")), CheckIn);
            yield return new($"check-in, {who}, louder", Say(line.Louder()), CheckIn);
        }
    }

    private static Kept Kept(string handle, bool quiet = false) => new(ImmutableDictionary<string, string>.Empty, handle, Quiet: quiet);

    /// <summary>One caller on the line, past the questions, as the decisions have them.</summary>
    private sealed class LineOfACaller
    {
        private static readonly DateTimeOffset Zero = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        private static readonly Facts Facts = new() { Peers = [new PeerFact("p1", "+19055550201")] };

        private readonly DateTimeOffset _due;
        private Session _session;
        private Answer.Voice _document;

        public LineOfACaller(Kept? kept)
        {
            var begun = Decider.Start(new Beginning("s1", "123", "+19055550100", TextChannel.None, CallSid: "CA1", SavedPlace: Place.From("12 Main St, Hamilton"), Kept: kept), Facts, Zero);
            (_session, _document) = (begun.Session, (Answer.Voice)begun.Answer);
            _due = _session.CheckIn.DueUtc!.Value;
        }

        public IEnumerable<Line> Due()
        {
            _session = Decider.Decide(_session, new Happening.TimePassed(), Facts, _due).Session;
            return Asks(new(_document.LegId, "CA1", _session.Legs[0].Step, _session.CheckIn.Number), 0.1);
        }

        public IEnumerable<Line> Silent() => Asks(Next() with { Silent = true }, 8);

        public IEnumerable<Line> Says(string words) => Asks(Next() with { Speech = words, Confidence = 0.9 }, 12);

        public IEnumerable<Line> Louder()
        {
            _session = Decider.Decide(_session, new Happening.TimePassed(), Facts, _due.AddSeconds(20)).Session;
            return Asks(new(_document.LegId, "CA1", _session.Legs[0].Step, _session.CheckIn.Number), 20.1);
        }

        private Happening.LegAsks Next() => new(_document.LegId, "CA1", _document.Step, _document.CheckIn);

        private IEnumerable<Line> Asks(Happening.LegAsks asks, double secondsFromDue)
        {
            var decision = Decider.Decide(_session, asks, Facts, _due.AddSeconds(secondsFromDue));
            (_session, _document) = (decision.Session, (Answer.Voice)decision.Answer);
            return _document.Verbs.OfType<Verb.Ask>().SelectMany(a => a.Lines);
        }
    }
}
