using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>The 3 key: things to change are offered one at a time; 1 takes the one offered, 3 goes on to the next. By words: any of them at once.</summary>
internal static class ChangeMenu
{
    private static readonly (Topic Topic, string[] Words)[] Things =
    [
        (Topic.Place, ["PLACE", "ADDRESS", "WHERE", "LOCATION"]),
        (Topic.OwnWords, ["RECORD", "RECORDING", "DOOR", "BUZZER", "IN", "INSIDE"]),
        (Topic.Minutes, ["MINUTES", "MINUTE", "TIME", "OFTEN", "RHYTHM"]),
        (Topic.First, ["FIRST", "FRIEND", "SOMEONE", "PERSON"]),
        (Topic.AmbulanceAtOnce, ["AMBULANCE", "CREW"]),
        (Topic.Name, ["NAME", "CALL"]),
        (Topic.Tone, ["TONE", "MUSIC", "SILENCE", "SOUND"]),
        (Topic.Quiet, ["QUIET", "WORDS", "TALK", "LESS", "SHORT"]),
        (Topic.OnlyTalk, ["CHECK-INS", "CHECKINS", "CHECKING"]),
        (Topic.Keep, ["KEEP", "SAVE", "REMEMBER"]),
        (Topic.Forget, ["FORGET", "ERASE", "DELETE"]),
        (Topic.Hello, ["LATER", "TOMORROW"]),
    ];

    /// <summary>Begins with the first thing.</summary>
    public static void Begin(Turn turn, Leg leg)
    {
        turn.Put(turn.Fresh(leg) with { ChangeStep = 0 });
        Questions.Open(turn, Asked.Change);
    }

    public static Line Offer(Turn turn, Leg leg) => new(LineKey.ChangeWhat, Name(turn, On(turn, leg)));

    public static bool Key(Turn turn, Leg leg, string key)
    {
        leg = turn.Fresh(leg);
        switch (key)
        {
            case "3":
                turn.Put(leg with { ChangeStep = leg.ChangeStep + 1 });
                return true;
            case "4":
                Questions.Open(turn, Asked.Nothing);
                Questions.Say(turn, leg, [new Line(LineKey.SkippedSpoken)]);
                return true;
            default:
                return Change(turn, leg, On(turn, leg));
        }
    }

    /// <summary>Words that name one of the things, and do not cry for more than that.</summary>
    public static bool IsChoice(Turn turn, string speech)
    {
        var words = TextCommand.Parse(speech).Words.Split(' ');
        return words.Length <= 3 && !words.Contains("HELP") && Offered(turn).Exists(t => t.Words.Any(words.Contains));
    }

    public static bool Said(Turn turn, Leg leg, string speech)
    {
        if (SpokenAnswer.IsYes(speech))
        {
            return Key(turn, leg, "1");
        }

        if (SpokenAnswer.IsNo(speech))
        {
            return Key(turn, leg, "4");
        }

        var words = TextCommand.Parse(speech).Words.Split(' ');
        foreach (var (topic, names) in Offered(turn))
        {
            if (names.Any(words.Contains))
            {
                return Change(turn, leg, topic);
            }
        }

        Questions.Say(turn, leg, [new Line(LineKey.NotCaught)]);
        return true;
    }

    private static bool Change(Turn turn, Leg leg, Topic topic)
    {
        switch (topic)
        {
            case Topic.Tone:
                turn.Session = turn.Session with { Tone = !turn.Session.Tone };
                return Questions.Done(turn, leg, topic, [new Line(turn.Session.Tone ? LineKey.ToneOn : LineKey.ToneOff)]);
            case Topic.Quiet:
                turn.Session = turn.Session with { Quiet = !turn.Session.Quiet };
                return Questions.Done(turn, leg, topic, [new Line(turn.Session.Quiet ? LineKey.QuietOn : LineKey.QuietOff)]);
            case Topic.OnlyTalk:
                return Questions.Done(turn, leg, topic, [new Line(Talks.Only(turn, byText: false))]);
            case Topic.Forget:
                turn.Session = turn.Session with { ForgetWhenClosed = true };
                return Questions.Done(turn, leg, topic, [new Line(LineKey.ForgetLater)]);
            case Topic.Hello:
                LaterHello.Agree(turn, !turn.Session.HelloLater);
                return Questions.Done(turn, leg, topic, [new Line(turn.Session.HelloLater ? LineKey.HelloAgreed : LineKey.HelloDeclined)]);
            case Topic.AmbulanceAtOnce:
                var atOnce = turn.Session.Order == LadderOrder.EmsAtOnce;
                turn.Session = atOnce ? ChosenFirst.PeopleFirst(turn.Session) : ChosenFirst.Without(turn.Session, LadderOrder.EmsAtOnce);
                return Questions.Done(turn, leg, topic, [new Line(atOnce ? LineKey.EmsLater : LineKey.EmsAtOnce)]);
            default:
                return Questions.Open(turn, topic switch
                {
                    Topic.Place => Asked.Where,
                    Topic.OwnWords => Asked.OwnWords,
                    Topic.Minutes => Asked.Minutes,
                    Topic.First => Asked.FirstNumber,
                    Topic.Name => Asked.Name,
                    _ => Asked.Keep,
                });
        }
    }

    private static List<(Topic Topic, string[] Words)> Offered(Turn turn) =>
    [
        .. Things.Where(t => t.Topic switch
        {
            Topic.Keep => Questions.CanKeep(turn.Session),
            Topic.Forget => !turn.Session.BeganHidden,
            Topic.Hello => LaterHello.CanBeAgreed(turn.Session),
            Topic.First => !ChosenFirst.IsBeingRung(turn),
            Topic.OnlyTalk => turn.Session.Watched,
            _ => true,
        }),
    ];

    private static Topic On(Turn turn, Leg leg)
    {
        var offered = Offered(turn);
        return offered[leg.ChangeStep % offered.Count].Topic;
    }

    private static string Name(Turn turn, Topic topic) => topic switch
    {
        Topic.AmbulanceAtOnce when turn.Session.Order == LadderOrder.EmsAtOnce => "AmbulanceLater",
        Topic.Tone when turn.Session.Tone => "ToneOff",
        Topic.Quiet when turn.Session.Quiet => "QuietOff",
        Topic.Hello when turn.Session.HelloLater => "HelloOff",
        _ => topic.ToString(),
    };
}
