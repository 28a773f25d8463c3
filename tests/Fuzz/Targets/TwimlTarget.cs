using Fuzz.Engine;
using Fuzz.Inputs;
using SpotterBot.Telephony;
using SpotterBot.Telephony.Twiml;

namespace Fuzz.Targets;

/// <summary>Whatever is said and wherever it leads, the document is one that the phone company takes.</summary>
public sealed class TwimlTarget() : Target<IReadOnlyList<TwimlTarget.Piece>>("twiml")
{
    private static readonly DialableNumber Somebody = new DialGuard().TryAdmit("+19055550201", out var number, out _) ? number : throw new InvalidOperationException();

    public sealed record Piece(int Kind, string Text, string Other, int Number);

    protected override IReadOnlyList<Piece> Make(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => new Piece(random.Next(9), Cut(Words.Any(random)), Cut(Words.Any(random)), random.Next(0, 30)))];

    protected override string? Fault(IReadOnlyList<Piece> input) =>
        Documents.Fault(new VoiceResponse(input.Where(p => p.Kind < 8).Select(Verb)).ToXml())
        ?? Documents.Fault(new MessagingResponse(input.Where(p => p.Kind >= 8).Select(p => new Message(p.Text))).ToXml());

    protected override IEnumerable<IReadOnlyList<Piece>> Smaller(IReadOnlyList<Piece> input) =>
        input.Shorter().Concat(input.WithSmaller(p => p.Text.Shorter().Select(t => p with { Text = t }).Concat(p.Other.Shorter().Select(o => p with { Other = o }))));

    protected override string Show(IReadOnlyList<Piece> input) =>
        string.Join('\n', input.Select(p => $"kind {p.Kind}, {Escaped.Literal(p.Text)}, {Escaped.Literal(p.Other)}, {p.Number}"));

    /// <summary>Nothing that is said or led to is longer: seven of the longest fit one document, however they must be written.</summary>
    private static string Cut(string text) => text.Length > 1500 ? text[..1500] : text;

    private static VoiceVerb Verb(Piece piece) => piece.Kind switch
    {
        0 => new Say(piece.Text) { Loop = piece.Number, Loud = piece.Number % 2 == 0 },
        1 => new Say(piece.Text) { Rate = SpeechRate.Slow, Language = piece.Other, Voice = piece.Other },
        2 => new Gather(new Say(piece.Text), new Play(piece.Other), new Pause(piece.Number))
        {
            Input = GatherInput.DtmfAndSpeech, Action = piece.Other, Timeout = piece.Number, NumDigits = piece.Number + 1, Hints = [piece.Text, piece.Other, .. piece.Text.Split(' ')],
        },
        3 => new Redirect(piece.Text),
        4 => new Dial(new Conference(piece.Text) { WaitUrl = piece.Other, ParticipantLabel = piece.Number.ToString() }) { Action = piece.Other },
        5 => new Dial(new Number(Somebody) { Url = piece.Text, StatusCallback = piece.Other }) { Action = piece.Other, Timeout = piece.Number + 1 },
        6 => new SpotterBot.Telephony.Twiml.Record { Action = piece.Text, Timeout = piece.Number, RecordingStatusCallback = piece.Other },
        _ => new Play(piece.Text),
    };
}
