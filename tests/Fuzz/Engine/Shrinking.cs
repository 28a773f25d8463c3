namespace Fuzz.Engine;

/// <summary>Ways to less.</summary>
public static class Shrinking
{
    /// <summary>The text without a half, a quarter, ... a character of it.</summary>
    public static IEnumerable<string> Shorter(this string text)
    {
        for (var piece = (text.Length + 1) / 2; piece >= 1; piece /= 2)
        {
            for (var at = 0; at < text.Length; at += piece)
            {
                yield return text.Remove(at, Math.Min(piece, text.Length - at));
            }

            if (piece == 1)
            {
                break;
            }
        }
    }

    /// <summary>The list without a half, ... an item of it.</summary>
    public static IEnumerable<IReadOnlyList<T>> Shorter<T>(this IReadOnlyList<T> list)
    {
        for (var piece = (list.Count + 1) / 2; piece >= 1; piece /= 2)
        {
            for (var at = 0; at < list.Count; at += piece)
            {
                yield return [.. list.Take(at), .. list.Skip(at + piece)];
            }

            if (piece == 1)
            {
                break;
            }
        }
    }

    /// <summary>The list with one of its items in a smaller form.</summary>
    public static IEnumerable<IReadOnlyList<T>> WithSmaller<T>(this IReadOnlyList<T> list, Func<T, IEnumerable<T>> smaller)
    {
        for (var i = 0; i < list.Count; i++)
        {
            foreach (var less in smaller(list[i]))
            {
                yield return [.. list.Take(i), less, .. list.Skip(i + 1)];
            }
        }
    }
}
