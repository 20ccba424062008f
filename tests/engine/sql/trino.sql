-- units
SELECT
  "t4"."account",
  "t4"."object",
  "t4"."t",
  "t4"."age",
  "t4"."f",
  "t4"."n"
FROM (
  SELECT
    "t3"."account",
    "t3"."object",
    "t3"."t",
    "t3"."since",
    "t3"."age",
    "t3"."f",
    COUNT(*) OVER (
      PARTITION BY "t3"."object", "t3"."age"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "n"
  FROM (
    SELECT
      "t2"."account",
      "t2"."object",
      "t2"."t",
      "t2"."since",
      CAST(CAST(FLOOR(CAST((
        "t2"."since"
      ) AS DOUBLE) / (
        3600
      )) AS BIGINT) AS INTEGER) AS "age",
      CAST("t2"."since" % 3600 AS INTEGER) AS "f"
    FROM (
      SELECT
        "t1"."account",
        "t1"."object",
        "t1"."t",
        "t1"."t" - MIN("t1"."t") OVER (
          PARTITION BY "t1"."object"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "since"
      FROM (
        SELECT
          "t0"."account",
          "t0"."object",
          MIN("t0"."t") AS "t"
        FROM "acts" AS "t0"
        GROUP BY
          1,
          2
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
) AS "t4";

-- shared
SELECT
  "t2"."account",
  "t2"."object",
  "t2"."age",
  "t2"."f",
  "t2"."n",
  "t2"."near"
FROM (
  SELECT
    "t1"."account",
    "t1"."object",
    "t1"."t",
    "t1"."age",
    "t1"."f",
    "t1"."n",
    COUNT(*) OVER (
      PARTITION BY "t1"."object", "t1"."age"
      ORDER BY "t1"."f" ASC
      RANGE BETWEEN 60 preceding AND 60 following
    ) - 1 AS "near"
  FROM (
    SELECT
      *
    FROM "units" AS "t0"
    WHERE
      "t0"."n" >= 2
  ) AS "t1"
) AS "t2";

-- crowded
SELECT
  COUNT(*) AS "rows",
  SUM(IF("t0"."near" > 20, 1, 0)) AS "crowded",
  SUM("t0"."near") AS "joint",
  SUM(IF("t0"."near" > 20, "t0"."near", 0)) AS "joint_crowded"
FROM "shared" AS "t0";

-- cells
SELECT
  "t0"."object",
  "t0"."age",
  MAX("t0"."n") AS "n",
  CAST(CAST((
    MAX("t0"."n") * (
      MAX("t0"."n") - 1
    )
  ) AS DOUBLE) / 2 AS BIGINT) AS "pairs",
  SUM("t0"."near") AS "twice"
FROM "shared" AS "t0"
GROUP BY
  1,
  2;

-- classed
SELECT
  "t0"."object",
  "t0"."age",
  "t0"."n",
  "t0"."pairs",
  "t0"."twice",
  CAST(CASE
    WHEN "t0"."n" >= 1024
    THEN 10
    WHEN "t0"."n" >= 512
    THEN 9
    WHEN "t0"."n" >= 256
    THEN 8
    WHEN "t0"."n" >= 128
    THEN 7
    WHEN "t0"."n" >= 64
    THEN 6
    WHEN "t0"."n" >= 32
    THEN 5
    WHEN "t0"."n" >= 16
    THEN 4
    WHEN "t0"."n" >= 8
    THEN 3
    WHEN "t0"."n" >= 4
    THEN 2
    ELSE 1
  END AS INTEGER) AS "size",
  LEAST("t0"."age", 3) AS "band"
FROM "cells" AS "t0";

-- references
SELECT
  "t1"."size",
  "t1"."band",
  CAST(FLOOR(
    (
      (
        CAST((
          (
            CAST("t1"."weighed" AS DOUBLE) / CAST(1000000.0 AS DOUBLE)
          ) + CAST(1.6666666666666667 AS DOUBLE)
        ) AS DOUBLE) / (
          CAST("t1"."weight" AS DOUBLE) + CAST(50.0 AS DOUBLE)
        )
      ) * CAST(1000000000.0 AS DOUBLE)
    ) + CAST(0.5 AS DOUBLE)
  ) AS BIGINT) AS "q"
FROM (
  SELECT
    "t0"."size",
    "t0"."band",
    SUM(
      LEAST("t0"."pairs", 1000) * CAST(FLOOR(CAST((
        "t0"."twice" * 500000
      ) AS DOUBLE) / (
        GREATEST("t0"."pairs", 1)
      )) AS BIGINT)
    ) AS "weighed",
    SUM(LEAST("t0"."pairs", 1000)) AS "weight"
  FROM "classed" AS "t0"
  GROUP BY
    1,
    2
) AS "t1";

-- judged_by_class
SELECT
  "t2"."object",
  "t2"."age",
  "t3"."q"
FROM "classed" AS "t2"
INNER JOIN "references" AS "t3"
  ON "t2"."size" = "t3"."size" AND "t2"."band" = "t3"."band";

-- suspects_in
SELECT
  "t5"."object",
  "t5"."age",
  MAX("t5"."held") AS "held",
  SUM("t5"."near") AS "twice_held"
FROM (
  SELECT
    "t4"."account",
    "t4"."object",
    "t4"."age",
    "t4"."f",
    COUNT(*) OVER (
      PARTITION BY "t4"."object", "t4"."age"
      ORDER BY "t4"."f" ASC
      RANGE BETWEEN 60 preceding AND 60 following
    ) - 1 AS "near",
    COUNT(*) OVER (
      PARTITION BY "t4"."object", "t4"."age"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "held"
  FROM (
    SELECT
      "t2"."account",
      "t2"."object",
      "t2"."age",
      "t2"."f"
    FROM "shared" AS "t2"
    INNER JOIN "suspects" AS "t3"
      ON "t2"."account" = "t3"."suspect"
  ) AS "t4"
) AS "t5"
GROUP BY
  1,
  2;

-- crowds
SELECT
  "t4"."object",
  "t4"."age",
  "t4"."n",
  CAST("t4"."pairs" - (
    CAST((
      "t4"."held" * (
        "t4"."held" - 1
      )
    ) AS DOUBLE) / 2
  ) AS BIGINT) AS "pairs",
  "t4"."twice" - "t4"."twice_held" AS "twice",
  CAST(CASE
    WHEN "t4"."n" >= 1024
    THEN 10
    WHEN "t4"."n" >= 512
    THEN 9
    WHEN "t4"."n" >= 256
    THEN 8
    WHEN "t4"."n" >= 128
    THEN 7
    WHEN "t4"."n" >= 64
    THEN 6
    WHEN "t4"."n" >= 32
    THEN 5
    WHEN "t4"."n" >= 16
    THEN 4
    WHEN "t4"."n" >= 8
    THEN 3
    WHEN "t4"."n" >= 4
    THEN 2
    ELSE 1
  END AS INTEGER) AS "size",
  LEAST("t4"."age", 3) AS "band"
FROM (
  SELECT
    "t2"."object",
    "t2"."age",
    "t2"."n",
    "t2"."pairs",
    "t2"."twice",
    COALESCE("t3"."held", 0) AS "held",
    COALESCE("t3"."twice_held", 0) AS "twice_held"
  FROM "cells" AS "t2"
  LEFT OUTER JOIN "suspects_in" AS "t3"
    ON "t2"."object" = "t3"."object" AND "t2"."age" = "t3"."age"
) AS "t4";

-- crowd_references
SELECT
  "t1"."size",
  "t1"."band",
  CAST(FLOOR(
    (
      (
        CAST((
          (
            CAST("t1"."weighed" AS DOUBLE) / CAST(1000000.0 AS DOUBLE)
          ) + CAST(1.6666666666666667 AS DOUBLE)
        ) AS DOUBLE) / (
          CAST("t1"."weight" AS DOUBLE) + CAST(50.0 AS DOUBLE)
        )
      ) * CAST(1000000000.0 AS DOUBLE)
    ) + CAST(0.5 AS DOUBLE)
  ) AS BIGINT) AS "q"
FROM (
  SELECT
    "t0"."size",
    "t0"."band",
    SUM(
      LEAST("t0"."pairs", 1000) * CAST(FLOOR(CAST((
        "t0"."twice" * 500000
      ) AS DOUBLE) / (
        GREATEST("t0"."pairs", 1)
      )) AS BIGINT)
    ) AS "weighed",
    SUM(LEAST("t0"."pairs", 1000)) AS "weight"
  FROM "crowds" AS "t0"
  GROUP BY
    1,
    2
) AS "t1";

-- judged_by_crowd
SELECT
  "t5"."object",
  "t5"."age",
  "t5"."q",
  "t5"."by_class",
  CAST(IF("t5"."pairs" >= 20, 1, 0) AS INTEGER) AS "own"
FROM (
  SELECT
    "t4"."object",
    "t4"."age",
    "t4"."n",
    "t4"."pairs",
    "t4"."twice",
    "t4"."by_class",
    GREATEST(
      "t4"."by_class",
      CAST(FLOOR(
        (
          (
            CAST((
              (
                CAST("t4"."twice" AS DOUBLE) / CAST(2.0 AS DOUBLE)
              ) + (
                CAST("t4"."by_class" AS DOUBLE) * CAST(2e-08 AS DOUBLE)
              )
            ) AS DOUBLE) / (
              CAST("t4"."pairs" AS DOUBLE) + CAST(20.0 AS DOUBLE)
            )
          ) * CAST(1000000000.0 AS DOUBLE)
        ) + CAST(0.5 AS DOUBLE)
      ) AS BIGINT)
    ) AS "q"
  FROM (
    SELECT
      "t2"."object",
      "t2"."age",
      "t2"."n",
      "t2"."pairs",
      "t2"."twice",
      "t3"."q" AS "by_class"
    FROM "crowds" AS "t2"
    INNER JOIN "crowd_references" AS "t3"
      ON "t2"."size" = "t3"."size" AND "t2"."band" = "t3"."band"
  ) AS "t4"
) AS "t5"
WHERE
  "t5"."q" <= 300000000;

-- scored
SELECT
  "t2"."account",
  "t2"."object",
  "t2"."age",
  "t2"."f",
  "t2"."n",
  "t3"."q",
  "t3"."by_class",
  "t3"."own"
FROM "shared" AS "t2"
INNER JOIN "judged_by_crowd" AS "t3"
  ON "t2"."object" = "t3"."object" AND "t2"."age" = "t3"."age";

-- families
SELECT
  "t0"."account",
  COUNT(*) AS "cells",
  SUM("t0"."n" - 1) AS "others"
FROM "scored" AS "t0"
GROUP BY
  1;

-- starting
SELECT
  "t2"."account",
  "t2"."object",
  "t2"."age",
  "t2"."f",
  "t2"."n"
FROM (
  SELECT
    "t1"."account",
    "t1"."object",
    "t1"."age",
    "t1"."f",
    "t1"."n",
    "t1"."near",
    COUNT(*) OVER (
      PARTITION BY "t1"."account"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "acts"
  FROM (
    SELECT
      *
    FROM "shared" AS "t0"
    WHERE
      "t0"."near" >= 1 AND "t0"."near" <= 20
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."acts" >= 2;

-- still_starting
SELECT
  "t4"."account",
  "t4"."object",
  "t4"."age",
  "t4"."f",
  "t4"."n",
  "t4"."near"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2"."account",
      "t2"."object",
      "t2"."age",
      "t2"."f",
      "t2"."n",
      "t2"."near",
      COUNT(*) OVER (
        PARTITION BY "t2"."account"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "acts"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."account",
          "t0"."object",
          "t0"."age",
          "t0"."f",
          "t0"."n",
          COUNT(*) OVER (
            PARTITION BY "t0"."object", "t0"."age"
            ORDER BY "t0"."f" ASC
            RANGE BETWEEN 60 preceding AND 60 following
          ) - 1 AS "near"
        FROM "starting" AS "t0"
      ) AS "t1"
      WHERE
        "t1"."near" >= 1
    ) AS "t2"
  ) AS "t3"
  WHERE
    "t3"."acts" >= 2
) AS "t4";

-- crowding
SELECT
  *
FROM (
  SELECT
    "t0"."near",
    COUNT(*) AS "acts"
  FROM "still_starting" AS "t0"
  GROUP BY
    1
) AS "t1"
ORDER BY
  "t1"."near" ASC;

-- slotted
SELECT
  "t0"."account",
  "t0"."object",
  "t0"."age",
  "t0"."f",
  CAST(CAST(FLOOR(CAST((
    "t0"."f"
  ) AS DOUBLE) / (
    60
  )) AS BIGINT) AS INTEGER) AS "slot"
FROM "still_starting" AS "t0"
WHERE
  "t0"."near" <= 20;

-- joint
SELECT
  *
FROM (
  SELECT
    "t8"."a",
    "t8"."b",
    COUNT(*) AS "x"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."account" AS "a",
        "t6"."account" AS "b",
        "t1"."f" - "t6"."f" AS "gap"
      FROM "slotted" AS "t1"
      INNER JOIN (
        SELECT
          *
        FROM (
          SELECT
            "t0"."account",
            "t0"."object",
            "t0"."age",
            "t0"."f",
            CAST("t0"."slot" + 1 AS INTEGER) AS "slot"
          FROM "slotted" AS "t0"
        ) AS "t2"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM "slotted" AS "t0"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t0"."account",
              "t0"."object",
              "t0"."age",
              "t0"."f",
              CAST("t0"."slot" + -1 AS INTEGER) AS "slot"
            FROM "slotted" AS "t0"
          ) AS "t3"
        ) AS "t4"
      ) AS "t6"
        ON "t1"."object" = "t6"."object"
        AND "t1"."age" = "t6"."age"
        AND "t1"."slot" = "t6"."slot"
    ) AS "t7"
    WHERE
      "t7"."a" < "t7"."b" AND "t7"."gap" BETWEEN -60 AND 60
  ) AS "t8"
  GROUP BY
    1,
    2
) AS "t9"
WHERE
  "t9"."x" >= 2;

-- joint_one_part_of_three
SELECT
  *
FROM (
  SELECT
    "t9"."a",
    "t9"."b",
    COUNT(*) AS "x"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."account" AS "a",
        "t7"."account" AS "b",
        "t4"."f" - "t7"."f" AS "gap"
      FROM (
        SELECT
          *
        FROM "slotted" AS "t0"
        WHERE
          (
            "t0"."account" % 3
          ) = 1
      ) AS "t4"
      INNER JOIN (
        SELECT
          *
        FROM (
          SELECT
            "t0"."account",
            "t0"."object",
            "t0"."age",
            "t0"."f",
            CAST("t0"."slot" + 1 AS INTEGER) AS "slot"
          FROM "slotted" AS "t0"
        ) AS "t2"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM "slotted" AS "t0"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t0"."account",
              "t0"."object",
              "t0"."age",
              "t0"."f",
              CAST("t0"."slot" + -1 AS INTEGER) AS "slot"
            FROM "slotted" AS "t0"
          ) AS "t3"
        ) AS "t5"
      ) AS "t7"
        ON "t4"."object" = "t7"."object"
        AND "t4"."age" = "t7"."age"
        AND "t4"."slot" = "t7"."slot"
    ) AS "t8"
    WHERE
      "t8"."a" < "t8"."b" AND "t8"."gap" BETWEEN -60 AND 60
  ) AS "t9"
  GROUP BY
    1,
    2
) AS "t10"
WHERE
  "t10"."x" >= 2;

-- led
WITH "t3" AS (
  SELECT
    "t1"."account",
    COUNT(*) AS "acts"
  FROM "scored" AS "t1"
  GROUP BY
    1
)
SELECT
  IF("t7"."acts_a" <= "t7"."acts_b", "t7"."a", "t7"."b") AS "lead",
  IF("t7"."acts_a" <= "t7"."acts_b", "t7"."b", "t7"."a") AS "other",
  IF("t7"."acts_a" <= "t7"."acts_b", "t7"."acts_a", "t7"."acts_b") AS "acts"
FROM (
  SELECT
    "t2"."a",
    "t2"."b",
    "t5"."acts" AS "acts_a",
    "t6"."acts" AS "acts_b"
  FROM "joint" AS "t2"
  INNER JOIN "t3" AS "t5"
    ON "t2"."a" = "t5"."account"
  INNER JOIN "t3" AS "t6"
    ON "t2"."b" = "t6"."account"
) AS "t7";

-- of_pairs
SELECT
  "t2"."account",
  "t2"."object",
  "t2"."age",
  "t2"."f",
  "t2"."n",
  "t2"."q",
  "t2"."by_class",
  "t2"."own"
FROM "scored" AS "t2"
WHERE
  EXISTS(
    SELECT
      1
    FROM (
      SELECT DISTINCT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t1"."lead" AS "end"
          FROM "led" AS "t1"
        ) AS "t3"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t1"."other" AS "end"
          FROM "led" AS "t1"
        ) AS "t4"
      ) AS "t5"
    ) AS "t7"
    WHERE
      "t2"."account" = "t7"."end"
  );

-- meetings_one_part_of_three
SELECT
  "t6"."lead",
  "t6"."other",
  COUNT(*) AS "n",
  SUM(IF("t6"."gap" BETWEEN -60 AND 60, 1, 0)) AS "x",
  SUM("t6"."q") AS "q",
  SUM("t6"."own") AS "own"
FROM (
  SELECT
    "t5"."lead",
    "t5"."other",
    "t2"."f" - "t3"."f" AS "gap",
    "t2"."q",
    "t2"."own"
  FROM (
    SELECT
      *
    FROM "led" AS "t0"
    WHERE
      (
        "t0"."lead" % 3
      ) = 1
  ) AS "t5"
  INNER JOIN "of_pairs" AS "t2"
    ON "t5"."lead" = "t2"."account"
  INNER JOIN "of_pairs" AS "t3"
    ON "t5"."other" = "t3"."account"
    AND "t2"."object" = "t3"."object"
    AND "t2"."age" = "t3"."age"
) AS "t6"
GROUP BY
  1,
  2;

-- meetings
SELECT
  "t5"."lead",
  "t5"."other",
  COUNT(*) AS "n",
  SUM(IF("t5"."gap" BETWEEN -60 AND 60, 1, 0)) AS "x",
  SUM("t5"."q") AS "q",
  SUM("t5"."own") AS "own"
FROM (
  SELECT
    "t2"."lead",
    "t2"."other",
    "t3"."f" - "t4"."f" AS "gap",
    "t3"."q",
    "t3"."own"
  FROM "led" AS "t2"
  INNER JOIN "scored" AS "t3"
    ON "t2"."lead" = "t3"."account"
  INNER JOIN "scored" AS "t4"
    ON "t2"."other" = "t4"."account"
    AND "t3"."object" = "t4"."object"
    AND "t3"."age" = "t4"."age"
) AS "t5"
GROUP BY
  1,
  2;

-- bursts
SELECT
  "t11"."object",
  "t11"."age",
  "t11"."n",
  "t11"."joint",
  "t11"."denser",
  "t11"."of",
  "t11"."usual",
  "t6"."most"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t8"."object",
      "t8"."age",
      "t8"."n",
      "t8"."joint",
      "t8"."denser",
      "t8"."of",
      "t3"."q" AS "usual"
    FROM (
      SELECT
        "t5"."object",
        "t5"."age",
        "t5"."n",
        "t5"."pairs",
        "t5"."twice",
        "t5"."size",
        "t5"."band",
        "t5"."joint",
        COUNT(*) OVER (
          PARTITION BY "t5"."size", "t5"."band"
          ORDER BY -(
            "t5"."joint"
          ) ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND 1 preceding
        ) AS "denser",
        COUNT(*) OVER (
          PARTITION BY "t5"."size", "t5"."band"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "of"
      FROM (
        SELECT
          "t2"."object",
          "t2"."age",
          "t2"."n",
          "t2"."pairs",
          "t2"."twice",
          "t2"."size",
          "t2"."band",
          CAST(FLOOR(CAST((
            "t2"."twice" * 500000
          ) AS DOUBLE) / (
            GREATEST("t2"."pairs", 1)
          )) AS BIGINT) AS "joint"
        FROM "classed" AS "t2"
      ) AS "t5"
    ) AS "t8"
    INNER JOIN "references" AS "t3"
      ON "t8"."size" = "t3"."size" AND "t8"."band" = "t3"."band"
  ) AS "t9"
  WHERE
    "t9"."n" >= 10
    AND "t9"."joint" >= 500000
    AND (
      "t9"."joint" * 1000
    ) >= (
      "t9"."usual" * 3
    )
) AS "t11"
INNER JOIN (
  SELECT
    "t0"."object",
    "t0"."age",
    MAX("t0"."near") + 1 AS "most"
  FROM "shared" AS "t0"
  GROUP BY
    1,
    2
) AS "t6"
  ON "t11"."object" = "t6"."object" AND "t11"."age" = "t6"."age";

-- densest
SELECT
  "t3"."object",
  "t3"."age",
  "t3"."n",
  "t3"."joint",
  "t3"."denser",
  "t3"."of",
  "t3"."usual",
  "t3"."most",
  "t11"."t"
FROM "bursts" AS "t3"
INNER JOIN (
  SELECT
    "t9"."object",
    "t9"."age",
    MIN("t9"."t") AS "t"
  FROM (
    SELECT
      "t8"."object",
      "t8"."age",
      "t4"."t"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t3"."object",
          "t3"."age",
          "t3"."most",
          "t5"."account",
          "t5"."near"
        FROM "bursts" AS "t3"
        INNER JOIN "shared" AS "t5"
          ON "t3"."object" = "t5"."object" AND "t3"."age" = "t5"."age"
      ) AS "t6"
      WHERE
        (
          "t6"."near" + 1
        ) = "t6"."most"
    ) AS "t8"
    INNER JOIN "units" AS "t4"
      ON "t8"."account" = "t4"."account" AND "t8"."object" = "t4"."object"
  ) AS "t9"
  GROUP BY
    1,
    2
) AS "t11"
  ON "t3"."object" = "t11"."object" AND "t3"."age" = "t11"."age";

-- kept_1
SELECT
  "t2"."account",
  "t2"."object",
  "t2"."t",
  "t2"."act",
  "t2"."slot"
FROM (
  SELECT
    "t1"."account",
    "t1"."object",
    "t1"."t",
    "t1"."act",
    "t1"."t" AS "whole",
    CAST(CAST(FLOOR(CAST((
      "t1"."t"
    ) AS DOUBLE) / (
      60
    )) AS BIGINT) AS INTEGER) AS "slot"
  FROM (
    SELECT
      "t0"."account",
      "t0"."object",
      "t0"."t",
      ROW_NUMBER() OVER (ORDER BY "t0"."account" ASC, "t0"."object" ASC, "t0"."t" ASC) - 1 AS "act"
    FROM "acts" AS "t0"
  ) AS "t1"
) AS "t2";

-- kept_2
SELECT
  "t7"."a",
  "t7"."b",
  "t7"."object",
  "t7"."act",
  "t7"."to"
FROM (
  SELECT
    "t1"."account" AS "a",
    "t6"."account" AS "b",
    "t1"."object",
    "t1"."act",
    "t6"."act" AS "to",
    "t1"."t" - "t6"."t" AS "gap"
  FROM "kept_1" AS "t1"
  INNER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t0"."account",
        "t0"."object",
        "t0"."t",
        "t0"."act",
        CAST("t0"."slot" + 1 AS INTEGER) AS "slot"
      FROM "kept_1" AS "t0"
    ) AS "t2"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM "kept_1" AS "t0"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."account",
          "t0"."object",
          "t0"."t",
          "t0"."act",
          CAST("t0"."slot" + -1 AS INTEGER) AS "slot"
        FROM "kept_1" AS "t0"
      ) AS "t3"
    ) AS "t4"
  ) AS "t6"
    ON "t1"."object" = "t6"."object" AND "t1"."slot" = "t6"."slot"
) AS "t7"
WHERE
  "t7"."a" <> "t7"."b" AND "t7"."act" < "t7"."to" AND "t7"."gap" BETWEEN -60 AND 60;

-- pairs_of_posts
SELECT
  "t1"."a",
  "t1"."b",
  COUNT(*) AS "pairs",
  COUNT(DISTINCT "t1"."object") AS "objects"
FROM (
  SELECT
    "t0"."object",
    LEAST("t0"."a", "t0"."b") AS "a",
    GREATEST("t0"."a", "t0"."b") AS "b"
  FROM "kept_2" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- kept_3
SELECT
  "t2"."account",
  "t2"."object",
  "t2"."t",
  "t2"."act",
  "t2"."slot"
FROM (
  SELECT
    "t1"."account",
    "t1"."object",
    "t1"."t",
    "t1"."act",
    "t1"."t" AS "whole",
    CAST(CAST(FLOOR(CAST((
      "t1"."t"
    ) AS DOUBLE) / (
      60
    )) AS BIGINT) AS INTEGER) AS "slot"
  FROM (
    SELECT
      "t0"."account",
      "t0"."object",
      "t0"."t",
      ROW_NUMBER() OVER (ORDER BY "t0"."account" ASC, "t0"."object" ASC, "t0"."t" ASC) - 1 AS "act"
    FROM "acts" AS "t0"
  ) AS "t1"
) AS "t2";

-- kept_4
SELECT
  "t7"."a",
  "t7"."b",
  "t7"."object",
  "t7"."act",
  "t7"."to"
FROM (
  SELECT
    "t1"."account" AS "a",
    "t6"."account" AS "b",
    "t1"."object",
    "t1"."act",
    "t6"."act" AS "to",
    "t1"."t" - "t6"."t" AS "gap"
  FROM "kept_3" AS "t1"
  INNER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t0"."account",
        "t0"."object",
        "t0"."t",
        "t0"."act",
        CAST("t0"."slot" + 1 AS INTEGER) AS "slot"
      FROM "kept_3" AS "t0"
    ) AS "t2"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM "kept_3" AS "t0"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."account",
          "t0"."object",
          "t0"."t",
          "t0"."act",
          CAST("t0"."slot" + -1 AS INTEGER) AS "slot"
        FROM "kept_3" AS "t0"
      ) AS "t3"
    ) AS "t4"
  ) AS "t6"
    ON "t1"."object" = "t6"."object" AND "t1"."slot" = "t6"."slot"
) AS "t7"
WHERE
  "t7"."a" <> "t7"."b" AND "t7"."act" < "t7"."to" AND "t7"."gap" BETWEEN -60 AND 60;

-- messages
SELECT
  "t4"."a",
  "t4"."b",
  COUNT(*) AS "messages"
FROM (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."a",
        "t0"."b",
        "t0"."act"
      FROM "kept_4" AS "t0"
    ) AS "t1"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t0"."b" AS "a",
        "t0"."a" AS "b",
        "t0"."to" AS "act"
      FROM "kept_4" AS "t0"
    ) AS "t2"
  ) AS "t3"
) AS "t4"
GROUP BY
  1,
  2;
