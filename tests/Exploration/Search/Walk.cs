using System.Collections.Immutable;
using Exploration.Model;
using Exploration.Promises;
using SpotterBot.Decisions;

namespace Exploration.Search;

/// <summary>A story and what happens in it, by its labels: what cannot be done where it stands is left out, so that any part of a walk is a walk.</summary>
public sealed record Walk(Story Story, ImmutableArray<string> Labels)
{
    private const string But = ", but ";
    private const string Anything = "anything: ";
    private const int Faults = 3;

    /// <summary>A walk at random: each number picks one of the things that can happen then, and now and then one that could not.</summary>
    public static Walk From(Story story, IReadOnlyList<int> picks, bool anything)
    {
        var labels = ImmutableArray.CreateBuilder<string>();
        var life = story.Start(Core.Product, Faults);
        foreach (var pick in picks)
        {
            var label = Label(story, life, pick, anything);
            labels.Add(label);
            try
            {
                life = Take(Core.Product, story, life, label) ?? life;
            }
            catch (PromiseBrokenException)
            {
                break;
            }
        }

        return new Walk(story, labels.ToImmutable());
    }

    /// <summary>Goes along it, and looks at every state on the way.</summary>
    /// <exception cref="PromiseBrokenException">There.</exception>
    public Life Go(Core core, Action<Life>? look = null)
    {
        var life = Story.Start(core, Faults);
        look?.Invoke(life);
        foreach (var label in Labels)
        {
            if (Take(core, Story, life, label) is { } next)
            {
                life = next;
                Doors.Hold(core, life, Story.Facts);
                look?.Invoke(life);
            }
        }

        return life;
    }

    /// <summary>Shorter walks, the shortest first.</summary>
    public IEnumerable<Walk> Shorter()
    {
        for (var length = Labels.Length; length > 0; length /= 2)
        {
            for (var at = 0; at < Labels.Length; at += length)
            {
                yield return this with { Labels = Labels.RemoveRange(at, Math.Min(length, Labels.Length - at)) };
            }
        }
    }

    public override string ToString() => $"{Story.Name}: {string.Join("; ", Labels)}";

    private static string Label(Story story, Life life, int pick, bool anything)
    {
        var moves = Moves.At(life, Alphabet.Everything, story.Facts);
        var (kind, which) = (pick % 8, pick / 8);
        if (anything && kind == 7)
        {
            return $"{Anything}{which}";
        }

        // Time is a third of what happens.
        var move = moves[kind < 3 ? Math.Min(kind, moves.Count - 1) : which % moves.Count];
        if (kind != 6 || life.FaultsLeft == 0)
        {
            return move.Label;
        }

        var (order, way) = Way(story, life, move, which);
        return order is null ? move.Label : $"{move.Label}{But}{order} {way}";
    }

    private static (string? Order, string Way) Way(Story story, Life life, Move move, int which)
    {
        try
        {
            var stepper = new Stepper(Core.Product, story.Facts, life);
            move.Do(stepper);
            if (stepper.Points.Count > 0)
            {
                var (order, ways) = stepper.Points[which % stepper.Points.Count];
                return (order, ways[which / 7 % ways.Count]);
            }
        }
        catch (PromiseBrokenException)
        {
            // The walk comes to it by itself.
        }

        return (null, "");
    }

    private static Life? Take(Core core, Story story, Life life, string label)
    {
        if (label.StartsWith(Anything, StringComparison.Ordinal))
        {
            var all = AnyHappening.In(life.Session).ToList();
            var wild = new Stepper(core, story.Facts, life);
            wild.Feed(all[int.Parse(label.AsSpan(Anything.Length)) % all.Count]);
            return wild.Life;
        }

        var but = label.IndexOf(But, StringComparison.Ordinal);
        if (but < 0)
        {
            return story.Take(core, life, label);
        }

        var move = Moves.At(life, Alphabet.Everything, story.Facts).Find(m => m.Label == label[..but]);
        if (move is null || life.FaultsLeft == 0)
        {
            return null;
        }

        // Where that order is not made, nothing can go wrong with it.
        var straight = new Stepper(core, story.Facts, life);
        move.Do(straight);
        var wrong = label[(but + But.Length)..];
        var point = straight.Points.FindIndex(p => wrong.StartsWith(p.Order + " ", StringComparison.Ordinal));
        if (point < 0 || straight.Life.FaultsLeft <= 0)
        {
            return straight.Life;
        }

        var way = straight.Points[point].Ways.ToList().IndexOf(wrong[(straight.Points[point].Order.Length + 1)..]);
        var stepper = new Stepper(core, story.Facts, life, new Deviation(point, way + 1));
        move.Do(stepper);
        return stepper.Life;
    }
}
