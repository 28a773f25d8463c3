using System.Collections.Immutable;
using SpotterBot.Decisions.Speech;

namespace Exploration.Model;

/// <summary>What comes after a document when nobody presses or says anything.</summary>
public enum DocumentEnd
{
    /// <summary>Nothing: the phone company ends the call.</summary>
    Stops,

    /// <summary>The leg asks again, in silence.</summary>
    Again,
    HangUp,

    /// <summary>The leg goes into the room and stays there.</summary>
    Room,
}

/// <summary>A document as it is heard.</summary>
/// <param name="Seconds">Until <paramref name="End"/>, in silence.</param>
/// <param name="Keys">A key is listened for.</param>
/// <param name="Listens">What is listened for beside keys.</param>
/// <param name="Records">A tone is followed by a recording.</param>
public readonly record struct Playing(double Seconds, DocumentEnd End, bool Keys, Listens Listens, bool Records, bool StarMenu, bool EndsRoom);

/// <summary>How long documents last and what is in them.</summary>
public static class Documents
{
    private const double SecondsPerLine = 3;

    public static IEnumerable<Line> LinesOf(Answer.Voice voice) => voice.Verbs.SelectMany(verb => verb switch
    {
        Verb.Say say => [say.Line],
        Verb.Ask ask => ask.Lines,
        _ => ImmutableArray<Line>.Empty,
    });

    public static Playing Play(Answer.Voice voice)
    {
        var (seconds, keys, listens, records) = (0.0, false, Listens.Keys, false);
        foreach (var verb in voice.Verbs)
        {
            switch (verb)
            {
                case Verb.Say:
                    seconds += SecondsPerLine;
                    break;
                case Verb.Pause pause:
                    seconds += pause.Seconds;
                    break;
                case Verb.Record record:
                    seconds += record.Silence;
                    records = true;
                    break;
                case Verb.Ask ask:
                    seconds += (ask.Lines.Length * SecondsPerLine) + ask.Seconds;
                    keys = true;
                    listens = ask.Listens > listens ? ask.Listens : listens;
                    break;
                case Verb.Join join:
                    return new Playing(seconds, DocumentEnd.Room, keys, listens, records, join.StarMenu, join.EndOnExit);
                case Verb.HangUp:
                    return new Playing(seconds, DocumentEnd.HangUp, keys, listens, records, StarMenu: false, EndsRoom: false);
                case Verb.Again:
                    return new Playing(seconds, DocumentEnd.Again, keys, listens, records, StarMenu: false, EndsRoom: false);
            }
        }

        return new Playing(seconds, DocumentEnd.Stops, keys, listens, records, StarMenu: false, EndsRoom: false);
    }
}
